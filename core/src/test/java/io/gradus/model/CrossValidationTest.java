package io.gradus.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.gradus.InputException;
import io.gradus.data.Folds;
import io.gradus.data.NumberColumn;
import io.gradus.data.Split;
import io.gradus.data.Table;
import io.gradus.data.TestSize;
import io.gradus.data.TextColumn;
import io.gradus.metric.Metric;
import io.gradus.train.Optimizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CrossValidationTest {
    private static final Metric ACCURACY = Metric.named("accuracy");
    private static final Metric RMSE = Metric.named("rmse");

    private static Table clouds() {
        return SyntheticTables.clouds(60, new double[][] {{0, 0}, {2, 1}}, 1, 7);
    }

    private static Recipe.Builder recipe() {
        return Recipe.builder("class").hidden(4).epochs(5);
    }

    /// Everything of the results but the time they took.
    private static List<String> withoutSeconds(CrossValidated result) {
        return result.folds().stream()
                .map(fold -> fold.repeat() + " " + fold.fold() + " " + fold.rows() + " " + fold.epochs() + " "
                        + fold.diverged() + " " + fold.scores())
                .toList();
    }

    @Test
    void equalsTheLoopThatOneWouldWriteByHand() {
        Table table = clouds();
        Recipe recipe = recipe().test(TestSize.count(0)).build();
        Folds folds = Folds.stratified(3, 1).repeated(2);

        CrossValidated result = new CrossValidation(folds).run(recipe, table);

        List<Double> byHand = new ArrayList<>();
        for (Split.Parts parts : folds.parts(table, "class")) {
            Model model = recipe.fit(table.select(parts.training())).model();
            Table heldOut = table.select(parts.heldOut());
            int[] predicted = model.predict(heldOut).classes();
            int[] actual = model.preprocessing().classes(heldOut);
            int right = (int) IntStream.range(0, actual.length)
                    .filter(i -> actual[i] == predicted[i])
                    .count();
            byHand.add(right / (double) actual.length);
        }
        assertThat(result.folds()).extracting(fold -> fold.score(ACCURACY)).containsExactlyElementsOf(byHand);
        assertThat(result.folds()).extracting(FoldResult::repeat).containsExactly(1, 1, 1, 2, 2, 2);
        assertThat(result.folds()).extracting(FoldResult::fold).containsExactly(1, 2, 3, 1, 2, 3);
        assertThat(result.folds()).extracting(FoldResult::epochs).containsOnly(5);
    }

    @Test
    void isTheSameOnAnyNumberOfThreads() {
        CrossValidation validation = new CrossValidation(Folds.stratified(5, 3));
        List<String> alone = withoutSeconds(validation.withThreads(1).run(recipe().build(), clouds()));

        assertThat(withoutSeconds(validation.withThreads(2).run(recipe().build(), clouds())))
                .isEqualTo(alone);
        assertThat(withoutSeconds(validation.withThreads(7).run(recipe().build(), clouds())))
                .isEqualTo(alone);
        assertThat(withoutSeconds(validation.run(recipe().threads(2).build(), clouds())))
                .isEqualTo(alone);
    }

    /// In each fold, the rows of one fold carry a huge number: if it took part in the scaling, all other rows would be
    /// scaled to nearly nothing.
    @Test
    void heldOutRowsTakeNoPartInTheScaling() {
        Table table = clouds();
        Recipe recipe = recipe().test(TestSize.count(0)).build();
        Folds folds = Folds.of(3, 1);
        int[] poisoned = folds.parts(table.rows()).get(1).heldOut();
        Table poison = poisoned(table, poisoned);

        FoldTrainings clean = FoldTrainings.of(recipe, table, folds, List.of());
        FoldTrainings other = FoldTrainings.of(recipe, poison, folds, List.of());

        assertThat(other.prepare(recipe, 1).preprocessing().inputColumns())
                .isEqualTo(clean.prepare(recipe, 1).preprocessing().inputColumns());
        assertThat(other.prepare(recipe, 1).training().x())
                .isEqualTo(clean.prepare(recipe, 1).training().x());
        assertThat(other.prepare(recipe, 1).validation().x())
                .isEqualTo(clean.prepare(recipe, 1).validation().x());
        // The poison works: it does change the scaling of the folds that train on it.
        assertThat(other.prepare(recipe, 0).preprocessing().inputColumns())
                .isNotEqualTo(clean.prepare(recipe, 0).preprocessing().inputColumns());
    }

    @Test
    void testPartTakesNoPartAtAll() {
        Table table = clouds();
        Recipe recipe = recipe().test(TestSize.fraction(0.25)).build();
        int[] training = Preparation.trainingRows(recipe, table);
        int[] test = IntStream.range(0, table.rows())
                .filter(row -> Arrays.binarySearch(training, row) < 0)
                .toArray();
        assertThat(test).hasSize(15);
        CrossValidation validation = new CrossValidation(Folds.of(3, 1));

        CrossValidated result = validation.run(recipe, table);

        assertThat(withoutSeconds(validation.run(recipe, poisoned(table, test))))
                .isEqualTo(withoutSeconds(result));
        assertThat(result.folds()).extracting(FoldResult::rows).containsExactly(15, 15, 15);
    }

    /// The table with a huge first feature in some rows.
    private static Table poisoned(Table table, int[] rows) {
        NumberColumn f1 = (NumberColumn) table.column("f1");
        double[] values =
                IntStream.range(0, table.rows()).mapToDouble(f1::value).toArray();
        for (int row : rows) {
            values[row] = 1e9;
        }
        return Table.of("poisoned", List.of(NumberColumn.of("f1", values), table.column("f2"), table.column("class")));
    }

    @Test
    void meanAndDeviationAreThoseOfTheFolds() {
        CrossValidated result = new CrossValidated(List.of(fold(1, 2), fold(2, 4), fold(3, 9)));

        assertThat(result.mean(RMSE)).isEqualTo(5);
        // ((2-5)² + (4-5)² + (9-5)²) / (3 - 1) = 26 / 2
        assertThat(result.deviation(RMSE)).isEqualTo(Math.sqrt(13), within(1e-15));
        assertThat(result.seconds()).isEqualTo(1.5);
        assertThat(new CrossValidated(List.of(fold(1, 2), fold(2, Double.NaN))).mean(RMSE))
                .isNaN();
        assertThat(new CrossValidated(List.of(fold(1, 2))).deviation(RMSE)).isNaN();
    }

    private static FoldResult fold(int number, double rmse) {
        return new FoldResult(1, number, 10, 5, false, java.util.Map.of(RMSE, rmse), 0.5);
    }

    @Test
    void judgesNumbersInTheirUnits() {
        Table sine = SyntheticTables.sine(50);
        double[] thousandfold = IntStream.range(0, 50)
                .mapToDouble(row -> 1000 * ((NumberColumn) sine.column("y")).value(row))
                .toArray();
        Table inThousands = Table.of("sine", List.of(sine.column("x"), NumberColumn.of("y", thousandfold)));
        Recipe recipe = Recipe.builder("y").hidden(4).epochs(10).build();
        CrossValidation validation = new CrossValidation(Folds.of(4, 1));

        double rmse = validation.run(recipe, sine).mean(RMSE);

        assertThat(validation.run(recipe, inThousands).mean(RMSE)).isEqualTo(1000 * rmse, within(1e-6 * 1000 * rmse));
    }

    @Test
    void tellsADivergedFoldFromAllOthers() {
        Table sine = SyntheticTables.sine(40);
        Recipe recipe = Recipe.builder("y")
                .hidden(4)
                .activation(io.gradus.layer.Activation.identity())
                .optimizer(Optimizer.sgd(1e6))
                .epochs(20)
                .build();

        CrossValidated result = new CrossValidation(Folds.of(2, 1)).run(recipe, sine);

        assertThat(result.diverged()).isTrue();
        assertThat(result.mean(RMSE)).isNaN();
        assertThat(result.metrics()).contains(RMSE, Metric.named("r2"));
    }

    @Test
    void measuresFurtherMetricsOnce() {
        CrossValidated result = new CrossValidation(Folds.of(2, 1))
                .withMetrics(ACCURACY, Metric.named("top_k_accuracy:1"))
                .run(recipe().build(), clouds());

        assertThat(result.metrics()).contains(Metric.named("top_k_accuracy:1")).doesNotHaveDuplicates();
        assertThat(result.mean(Metric.named("top_k_accuracy:1"))).isEqualTo(result.mean(ACCURACY));
    }

    @Test
    void stopsWhenTheListenerAsksFor() {
        FoldListener stops = new FoldListener() {
            @Override
            public boolean stopRequested() {
                return true;
            }
        };
        CrossValidation validation = new CrossValidation(Folds.of(3, 1)).withListener(stops);

        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> validation.run(recipe().build(), clouds()));
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> validation.withThreads(2).run(recipe().build(), clouds()));
    }

    @Test
    void refusesACategoryThatOneFoldAloneHas() {
        Table table = clouds();
        String[] colours = IntStream.range(0, 60)
                .mapToObj(row -> row == 17 ? "red" : "blue")
                .toArray(String[]::new);
        Table rare = Table.of("rare", List.of(TextColumn.of("colour", colours), table.column("class")));
        Recipe recipe = recipe().test(TestSize.count(0)).build();

        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> new CrossValidation(Folds.of(3, 1)).run(recipe, rare))
                .withMessageContaining("row 18")
                .withMessageContaining("red");
    }

    @Test
    void fixedPartsAreCutOnceAndNotAgainInTheFolds() {
        Recipe recipe = recipe().split(Split.fixed(40, 5, 15)).build();

        CrossValidated result = new CrossValidation(Folds.of(3, 1)).run(recipe, clouds());

        assertThat(result.folds()).extracting(FoldResult::rows).containsExactly(15, 15, 15);
    }
}
