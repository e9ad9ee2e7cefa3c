package io.gradus.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gradus.InputException;
import io.gradus.data.NumberColumn;
import io.gradus.data.Split;
import io.gradus.data.Table;
import io.gradus.data.TestSize;
import io.gradus.data.TextColumn;
import io.gradus.layer.Activation;
import io.gradus.layer.Initializer;
import io.gradus.layer.Loss;
import io.gradus.layer.Normalization;
import io.gradus.layer.Precision;
import io.gradus.train.Trainer;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Training that goes on from a model.
class ContinuationTest {
    private static final double[][] CENTRES = {{0, 0}, {3, 0}, {0, 3}};
    private static final Table FIRST = SyntheticTables.clouds(90, CENTRES, 0.5, 1);
    /// The same clouds, farther away: their own means would be others.
    private static final Table LATER =
            SyntheticTables.clouds(60, new double[][] {{10, 10}, {13, 10}, {10, 13}}, 0.5, 2);

    private static final Recipe.Builder RECIPE =
            Recipe.builder("class").hidden(8).activation(Activation.tanh()).epochs(20);
    private static final Model MODEL = RECIPE.build().fit(FIRST).model();

    @TempDir
    private Path folder;

    @Test
    void startsFromTheModelsNetworkWithItsPreprocessing() {
        PreparedData prepared = Recipe.continueFrom(MODEL).build().prepare(LATER);
        assertThat(prepared.initial()).isSameAs(MODEL.network());
        assertThat(prepared.preprocessing()).isSameAs(MODEL.preprocessing());
        assertThat(prepared.settings().loss()).isEqualTo(MODEL.loss());
        assertThat(prepared.training().rows()).isEqualTo(44);
    }

    @Test
    void trainsAsATrainerDoesFromThere() {
        Recipe recipe = Recipe.continueFrom(MODEL).epochs(5).build();
        PreparedData prepared = recipe.prepare(LATER);
        Trainer.Trained trained = new Trainer(prepared.settings())
                .withValidation(prepared.validation())
                .fit(MODEL.network(), prepared.training());
        assertThat(recipe.fit(LATER).model().network().parameters())
                .isEqualTo(trained.network().parameters());
    }

    @Test
    void learnsRowsThatTheModelGotWrong() {
        assertThat(MODEL.evaluate(LATER).classification().accuracy()).isLessThan(0.7);
        Model more = Recipe.continueFrom(MODEL)
                .test(TestSize.fraction(0))
                .validation(TestSize.fraction(0))
                .epochs(400)
                .build()
                .fit(LATER)
                .model();
        assertThat(more.evaluate(LATER).classification().accuracy()).isGreaterThan(0.9);
    }

    @Test
    void keepsThePrecisionOfTheModel() {
        Model inFloat = RECIPE.precision(Precision.FLOAT).build().fit(FIRST).model();
        RECIPE.precision(Precision.DOUBLE);
        assertThat(Recipe.continueFrom(inFloat)
                        .epochs(1)
                        .build()
                        .fit(LATER)
                        .model()
                        .network()
                        .precision())
                .isEqualTo(Precision.FLOAT);
    }

    @Test
    void tellsWhereTheModelCameFrom() {
        Path file = folder.resolve("more.gradus");
        Recipe.continueFrom(MODEL).epochs(3).build().fit(LATER).model().save(file);
        Map<String, Object> provenance = Model.load(file).provenance();
        assertThat(provenance).containsEntry("epochs", 3L).containsKey("from");
        assertThat((Map<?, ?>) provenance.get("from")).isEqualTo(reloaded(MODEL).provenance());
    }

    private Model reloaded(Model model) {
        Path file = folder.resolve("model.gradus");
        model.save(file);
        return Model.load(file);
    }

    /// Also where the row would be one of the test part, which training does not read.
    @Test
    void refusesAClassThatTheModelDoesNotKnow() {
        Table table = Table.of(
                "new",
                List.of(
                        NumberColumn.of("f1", 1, 2, 3, 4),
                        NumberColumn.of("f2", 1, 2, 3, 4),
                        TextColumn.of("class", "class z", "class a", "class b", "class a")));
        InputException refused = catchThrowableOfType(
                InputException.class,
                () -> Recipe.continueFrom(MODEL)
                        .split(Split.head())
                        .test(TestSize.count(1))
                        .build()
                        .prepare(table));
        assertThat(refused).hasMessage("new, row 1: column \"class\": \"class z\" is no class of the model");
        assertThat(refused.hint())
                .isEqualTo(
                        "its classes are: class a, class b, class c; a new one needs a new model, trained on all rows");
    }

    @Test
    void refusesATableWithoutAColumnOfTheModel() {
        Table table = Table.of(
                "new",
                List.of(
                        NumberColumn.of("f1", 1, 2, 3, 4),
                        TextColumn.of("class", "class a", "class b", "class a", "class b")));
        assertThatThrownBy(() -> Recipe.continueFrom(MODEL).build().prepare(table))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("f2");
    }

    private static Map<String, Consumer<Recipe.Builder>> decidedByTheModel() {
        Map<String, Consumer<Recipe.Builder>> methods = new LinkedHashMap<>();
        methods.put("hidden", recipe -> recipe.hidden(3));
        methods.put("activation", recipe -> recipe.activation(Activation.relu()));
        methods.put("output", recipe -> recipe.output(Activation.softmax()));
        methods.put("loss", recipe -> recipe.loss(Loss.mse()));
        methods.put("smoothing", recipe -> recipe.smoothing(0.1));
        methods.put("normalization", recipe -> recipe.normalization(Normalization.NONE));
        methods.put("dropout", recipe -> recipe.dropout(0));
        methods.put("scaling", recipe -> recipe.standardise(true));
        methods.put("initializer", recipe -> recipe.initializer(Initializer.automatic()));
        methods.put("initial parameters", recipe -> recipe.initialParameters(new double[] {1}));
        return methods;
    }

    @Test
    void refusesWhatTheModelHasDecided() {
        decidedByTheModel()
                .forEach((name, method) -> assertThatThrownBy(() -> method.accept(Recipe.continueFrom(MODEL)))
                        .hasMessage(name + ": expected none, as training goes on from a model that has its own"));
    }

    /// A method of the builder that is on neither list is new: it either says how to train, or the model has decided it and
    /// it must refuse.
    @Test
    void everyMethodOfTheBuilderIsEitherHowToTrainOrRefused() {
        List<String> howToTrain = List.of(
                "sampleWeight",
                "classWeights",
                "optimizer",
                "epochs",
                "batchSize",
                "shuffle",
                "test",
                "split",
                "validation",
                "patience",
                "stopping",
                "metric",
                "validateEvery",
                "regularisation",
                "l2",
                "learningRate",
                "seed",
                "precision",
                "threads",
                "build");
        TreeSet<String> known = new TreeSet<>(howToTrain);
        known.addAll(List.of("standardise", "initialParameters"));
        decidedByTheModel().keySet().stream()
                .filter(name -> !name.contains(" "))
                .forEach(known::add);
        assertThat(Arrays.stream(Recipe.Builder.class.getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers()))
                        .map(Method::getName))
                .hasSameElementsAs(known);
    }
}
