package io.gradus.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.gradus.data.NumberColumn;
import io.gradus.data.Table;
import io.gradus.data.TestSize;
import io.gradus.layer.Activation;
import io.gradus.layer.Loss;
import io.gradus.train.Optimizer;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Training learns what it should: tasks of known difficulty, from the table to the metric.
class LearningTest {
    /// Three clouds as far apart as the species of irises: one by itself, two that touch.
    @Test
    void threeSpeciesAreToldApartOnRowsNeverSeen() {
        double[][] centres = {{5.0, 3.4, 1.5, 0.2}, {5.9, 2.8, 4.3, 1.3}, {6.6, 3.0, 5.6, 2.0}};
        Recipe.Fitted fitted = Recipe.builder("class")
                .hidden(16)
                .optimizer(Optimizer.adam(0.01))
                .epochs(100)
                .build()
                .fit(SyntheticTables.clouds(150, centres, 0.3, 1));
        Evaluation test = Objects.requireNonNull(fitted.testEvaluation());
        assertThat(test.rows()).isEqualTo(30);
        assertThat(test.classes()).containsExactly("class a", "class b", "class c");
        assertThat(Objects.requireNonNull(test.classification()).accuracy()).isGreaterThanOrEqualTo(0.93);
    }

    @Test
    void exclusiveOrIsLearnedByOneHiddenLayer() {
        Table xor = SyntheticTables.xor();
        Model model = everyRow(Recipe.builder("xor")
                        .hidden(8)
                        .activation(Activation.tanh())
                        .optimizer(Optimizer.adam(0.05))
                        .epochs(200))
                .fit(xor)
                .model();
        assertThat(accuracy(model, xor)).isEqualTo(1);
        Predictions predictions = model.predict(xor.without(List.of("xor")));
        assertThat(predictions.label(0)).isEqualTo("no");
        assertThat(predictions.label(1)).isEqualTo("yes");
        assertThat(predictions.classes()).containsExactly(0, 1, 1, 0);
        assertThat(predictions.hasClasses()).isTrue();
        assertThat(predictions.rows()).isEqualTo(4);
    }

    /// Without a hidden layer it can't be: no line separates the classes.
    @Test
    void exclusiveOrIsBeyondALinearModel() {
        Table xor = SyntheticTables.xor();
        Model model = everyRow(Recipe.builder("xor")
                        .hidden()
                        .optimizer(Optimizer.adam(0.05))
                        .epochs(200))
                .fit(xor)
                .model();
        assertThat(accuracy(model, xor)).isLessThan(1);
    }

    @Test
    void twoSpiralsAreToldApart() {
        Table spirals = SyntheticTables.spirals();
        Model model = everyRow(Recipe.builder("spiral")
                        .hidden(32, 32, 32)
                        .optimizer(Optimizer.adam(0.003))
                        .batchSize(8)
                        .epochs(500))
                .fit(spirals)
                .model();
        assertThat(accuracy(model, spirals)).isGreaterThanOrEqualTo(0.98);
    }

    @Test
    void aSineIsFollowed() {
        Recipe.Fitted fitted = Recipe.builder("y")
                .hidden(16)
                .activation(Activation.tanh())
                .optimizer(Optimizer.adam(0.01))
                .epochs(300)
                .patience(0)
                .build()
                .fit(SyntheticTables.sine(200));
        Evaluation test = Objects.requireNonNull(fitted.testEvaluation());
        assertThat(test.classification()).isNull();
        assertThat(Objects.requireNonNull(test.regression()).r2().orElseThrow()).isGreaterThan(0.99);
    }

    private static Recipe everyRow(Recipe.Builder builder) {
        return builder.test(TestSize.count(0)).validation(TestSize.count(0)).build();
    }

    private static double accuracy(Model model, Table table) {
        return Objects.requireNonNull(model.evaluate(table).classification()).accuracy();
    }

    /// y is 0 to 99 whatever x is: nine tenths of the rows lie below 89.5. In the units of the data, though targets are
    /// standardised.
    @Test
    void quantileLossLearnsAQuantileAndNotTheMean() {
        double[] x = new double[200];
        double[] y = new double[200];
        for (int row = 0; row < 200; row++) {
            x[row] = row % 2;
            y[row] = Math.floorDiv(row, 2);
        }
        Table table = Table.of("ranks", List.of(NumberColumn.of("x", x), NumberColumn.of("y", y)));
        Model model = everyRow(Recipe.builder("y")
                        .hidden()
                        .loss(Loss.quantile(0.9))
                        .optimizer(Optimizer.adam(0.02))
                        .epochs(200))
                .fit(table)
                .model();
        Predictions predictions = model.predict(table);
        assertThat(predictions.value(0, 0)).isBetween(87.0, 92.0);
        assertThat(predictions.value(1, 0)).isBetween(87.0, 92.0);
    }

    /// The rates are e^(1 + x/2) exactly: a linear model with a log link has them all.
    @Test
    void poissonLearnsRates() {
        double[] x = new double[60];
        double[] y = new double[60];
        for (int row = 0; row < 60; row++) {
            x[row] = row / 10.0 - 3;
            y[row] = StrictMath.exp(1 + x[row] / 2);
        }
        Table table = Table.of("rates", List.of(NumberColumn.of("x", x), NumberColumn.of("y", y)));
        Model model = everyRow(Recipe.builder("y")
                        .hidden()
                        .loss(Loss.poisson())
                        .optimizer(Optimizer.adam(0.05))
                        .epochs(300))
                .fit(table)
                .model();
        Predictions predictions = model.predict(table);
        for (int row = 0; row < 60; row++) {
            assertThat(predictions.value(row, 0)).isCloseTo(y[row], withinPercentage(1));
        }
    }

    /// Two labels, each of which a row has or has not: right of 0, and above 0.
    @Test
    void severalLabelsAreLearnedAtOnceByBinaryCrossEntropy() {
        double[][] columns = new double[4][81];
        for (int row = 0; row < 81; row++) {
            columns[0][row] = row % 9 - 4.5;
            columns[1][row] = Math.floorDiv(row, 9) - 4.5;
            columns[2][row] = columns[0][row] > 0 ? 1 : 0;
            columns[3][row] = columns[1][row] > 0 ? 1 : 0;
        }
        Table table = Table.of(
                "labels",
                List.of(
                        NumberColumn.of("x1", columns[0]),
                        NumberColumn.of("x2", columns[1]),
                        NumberColumn.of("right", columns[2]),
                        NumberColumn.of("upper", columns[3])));
        Model model = everyRow(Recipe.builder("right", "upper")
                        .hidden(8)
                        .loss(Loss.binaryCrossEntropy())
                        .optimizer(Optimizer.adam(0.02))
                        .epochs(200))
                .fit(table)
                .model();
        Predictions predictions = model.predict(table.without(List.of("right", "upper")));
        assertThat(predictions.outputNames()).containsExactly("right", "upper");
        for (int row = 0; row < 81; row++) {
            for (int label = 0; label < 2; label++) {
                assertThat(predictions.value(row, label)).isBetween(0.0, 1.0);
                assertThat(predictions.value(row, label) > 0.5).isEqualTo(columns[2 + label][row] == 1);
            }
        }
    }
}
