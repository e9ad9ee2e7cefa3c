package io.gradus.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gradus.data.InputColumn.CategoryInput;
import io.gradus.data.InputColumn.NumberInput;
import io.gradus.data.NumberColumn;
import io.gradus.data.Preprocessing;
import io.gradus.data.Table;
import io.gradus.data.Target;
import io.gradus.data.Target.ClassTarget;
import io.gradus.data.Target.NumberOutput;
import io.gradus.data.Target.NumberTarget;
import io.gradus.data.TextColumn;
import io.gradus.layer.Activation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import io.gradus.math.CounterRandom;
import io.gradus.math.CounterRandom.Purpose;
import io.gradus.metric.Metric;
import io.gradus.model.PermutationImportance.ColumnImportance;
import io.gradus.model.PermutationImportance.Settings;
import io.gradus.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A network whose weights are known: y = 3·a + 0·b + 5·[c = red] + 5·[c = blue].
class PermutationImportanceTest {
    private static final int ROWS = 2000;
    private static final Table TABLE = table(ROWS);
    private static final Model MODEL = linear(new NumberTarget(List.of(new NumberOutput("t", 0, 1))), Loss.mse());

    private static Model linear(Target target, Loss loss) {
        Preprocessing preprocessing = Preprocessing.of(
                List.of(
                        new NumberInput("a", 0, 1),
                        new NumberInput("b", 0, 1),
                        new CategoryInput("c", List.of("red", "blue"))),
                target);
        int outputs = target.outputs();
        double[] parameters = new double[5 * outputs]; // W [4 × outputs], b
        for (int output = 0; output < outputs; output++) {
            double sign = output == 0 ? 1 : -1;
            parameters[output] = 3 * sign;
            parameters[2 * outputs + output] = 5;
            parameters[3 * outputs + output] = 5;
        }
        Activation activation = loss.equals(Loss.binaryCrossEntropy())
                ? Activation.sigmoid()
                : outputs > 1 ? Activation.softmax() : Activation.identity();
        Network network = Network.of(Architecture.of(4, Layer.dense(outputs, activation)), parameters);
        return new Model(preprocessing, network, loss, Map.of());
    }

    /// Columns a and b from N(0, 1), c in turn; t as the network says, exactly; sign: whether a > 0.
    private static Table table(int rows) {
        CounterRandom random = new CounterRandom(1);
        double[] a = new double[rows];
        double[] b = new double[rows];
        String[] c = new String[rows];
        double[] t = new double[rows];
        double[] zeroOne = new double[rows];
        String[] sign = new String[rows];
        for (int row = 0; row < rows; row++) {
            a[row] = random.normal(Purpose.SYNTHETIC_DATA, 0, 0, row);
            b[row] = random.normal(Purpose.SYNTHETIC_DATA, 1, 0, row);
            c[row] = row % 2 == 0 ? "red" : "blue";
            t[row] = 3 * a[row] + 5;
            zeroOne[row] = a[row] > 0 ? 1 : 0;
            sign[row] = a[row] > 0 ? "plus" : "minus";
        }
        return Table.of(
                "made",
                List.of(
                        NumberColumn.of("a", a),
                        NumberColumn.of("b", b),
                        TextColumn.of("c", c),
                        NumberColumn.of("t", t),
                        NumberColumn.of("zeroOne", zeroOne),
                        TextColumn.of("sign", sign)));
    }

    private static Settings settings(String metric) {
        return new Settings(Metric.named(metric), 5, 42);
    }

    @Test
    void isTheErrorThatShufflingAddsOnAverage() {
        PermutationImportance importance = PermutationImportance.of(MODEL, TABLE, settings("mse"));
        assertThat(importance.baseline()).isCloseTo(0, within(1e-25));
        // A value and another of the same column differ by 2·Var(a) in the mean square: 3²·2·1 here. Its deviation
        // over 2,000 rows is some 3 %.
        ColumnImportance a = importance.columns().getFirst();
        assertThat(a.column()).isEqualTo("a");
        assertThat(a.mean()).isCloseTo(18, within(1.5));
        assertThat(a.losses()).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void isZeroForWhatTheNetworkDoesNotUse() {
        PermutationImportance importance = PermutationImportance.of(MODEL, TABLE, settings("mse"));
        ColumnImportance unused = importance.columns().get(1);
        assertThat(unused.column()).isEqualTo("b");
        assertThat(unused.losses()).containsOnly(0.0);
        assertThat(unused.deviation()).isZero();
    }

    @Test
    void shufflesAllCategoriesOfAColumnTogether() {
        // Either category adds 5: shuffled one by one, some rows would have none or both.
        PermutationImportance importance = PermutationImportance.of(MODEL, TABLE, settings("mse"));
        assertThat(importance.columns().getLast().losses()).containsOnly(0.0);
    }

    @Test
    void ofTwoRowsIsThatOfTheirExchange() {
        // a = -1, 1 and t = 2, 8: as it is, no error; exchanged, 6 off in both rows.
        Table two = Table.of(
                "two",
                List.of(
                        NumberColumn.of("a", -1, 1),
                        NumberColumn.of("b", 0, 0),
                        TextColumn.of("c", "red", "red"),
                        NumberColumn.of("t", 2, 8)));
        Settings settings = new Settings(Metric.named("mae"), 30, 7);
        List<Double> losses = PermutationImportance.of(MODEL, two, settings)
                .columns()
                .getFirst()
                .losses();
        assertThat(losses).containsOnly(0.0, 6.0).contains(0.0, 6.0);
    }

    @Test
    void isALossWhereLargerIsBetterToo() {
        PermutationImportance importance = PermutationImportance.of(MODEL, TABLE, Settings.DEFAULTS);
        assertThat(importance.metric()).isEqualTo(Metric.named("r2"));
        assertThat(importance.baseline()).isEqualTo(1);
        // 1 - (1 - 2·Var / Var)
        assertThat(importance.columns().getFirst().mean()).isCloseTo(2, within(0.15));
    }

    @Test
    void watchesTheAccuracyOfClassesAndLabels() {
        Model classes = linear(new ClassTarget("sign", List.of("plus", "minus"), 0), Loss.categoricalCrossEntropy());
        PermutationImportance importance = PermutationImportance.of(classes, TABLE, Settings.DEFAULTS);
        assertThat(importance.metric()).isEqualTo(Metric.named("accuracy"));
        assertThat(importance.baseline()).isEqualTo(1);
        // A shuffled sign is wrong in half of the rows.
        assertThat(importance.columns().getFirst().mean()).isCloseTo(0.5, within(0.03));

        Model labels = linear(new NumberTarget(List.of(new NumberOutput("zeroOne", 0, 1))), Loss.binaryCrossEntropy());
        assertThat(PermutationImportance.of(labels, TABLE, Settings.DEFAULTS).metric())
                .isEqualTo(Metric.named("accuracy"));
    }

    @Test
    void isTheSameForTheSameSeed() {
        PermutationImportance first = PermutationImportance.of(MODEL, TABLE, Settings.DEFAULTS);
        assertThat(PermutationImportance.of(MODEL, TABLE, Settings.DEFAULTS)).isEqualTo(first);
        assertThat(PermutationImportance.of(MODEL, TABLE, new Settings(null, 5, 43)))
                .isNotEqualTo(first);
    }

    @Test
    void countsRowsByTheirWeights() {
        // The rows with a < 0 alone count; the others can still lend them their values.
        double[] weights = IntStream.range(0, ROWS)
                .mapToDouble(row -> ((NumberColumn) TABLE.column("a")).value(row) < 0 ? 1 : 0)
                .toArray();
        Model classes = linear(new ClassTarget("sign", List.of("plus", "minus"), 0), Loss.categoricalCrossEntropy());
        PermutationImportance weighted = PermutationImportance.of(classes, TABLE, Settings.DEFAULTS, weights, _ -> {});
        assertThat(weighted.columns().getFirst().mean()).isCloseTo(0.5, within(0.04));
        assertThat(weighted).isNotEqualTo(PermutationImportance.of(classes, TABLE, Settings.DEFAULTS));
    }

    @Test
    void hasTheMeanAndTheDeviationOfAllRepetitions() {
        // Around their mean 3: 4 + 1 + 0 + 9 over 4.
        ColumnImportance column = new ColumnImportance("a", List.of(1.0, 2.0, 3.0, 6.0));
        assertThat(column.mean()).isEqualTo(3);
        assertThat(column.deviation()).isCloseTo(Math.sqrt(3.5), within(1e-15));
    }

    @Test
    void tellsOfEachColumnAndEndsWhenTheListenerThrows() {
        List<String> told = new ArrayList<>();
        PermutationImportance.of(MODEL, TABLE, Settings.DEFAULTS, null, column -> told.add(column.column()));
        assertThat(told).containsExactly("a", "b", "c");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> PermutationImportance.of(MODEL, TABLE, Settings.DEFAULTS, null, _ -> {
                    throw new IllegalStateException("enough");
                }))
                .withMessage("enough");
    }

    @Test
    void refusesWhatCannotBeMeasured() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Settings(null, 0, 42))
                .withMessage("repeats: expected at least 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PermutationImportance.of(MODEL, TABLE.select(new int[] {0}), Settings.DEFAULTS))
                .withMessage("rows: expected at least 2, which can be shuffled, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PermutationImportance.of(MODEL, TABLE, settings("accuracy")))
                .withMessageStartingWith("metric accuracy does not judge numbers");
        Model classes = linear(new ClassTarget("sign", List.of("plus", "minus"), 0), Loss.categoricalCrossEntropy());
        int first = ((NumberColumn) TABLE.column("a")).value(0) > 0 ? 0 : 1;
        int[] sameSign = IntStream.range(0, ROWS)
                .filter(row -> ((NumberColumn) TABLE.column("a")).value(row) > 0 == (first == 0))
                .toArray();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PermutationImportance.of(classes, TABLE.select(sameSign), settings("roc_auc")))
                .withMessage(
                        "metric roc_auc: expected one that is defined on these %d rows".formatted(sameSign.length));
    }

    @Test
    void evaluationJudgesZeroAndOneByCrossEntropyAsLabels() {
        NumberTarget target = new NumberTarget(List.of(new NumberOutput("zeroOne", 0, 1)));
        Evaluation labels = linear(target, Loss.binaryCrossEntropy()).evaluate(TABLE);
        assertThat(labels.outputs()).containsExactly("zeroOne");
        assertThat(labels.classes()).isEmpty();
        // The output is σ(3a + 5): above ½ where a > -5/3.
        NumberColumn a = (NumberColumn) TABLE.column("a");
        double right = IntStream.range(0, ROWS)
                .filter(row -> a.value(row) > 0 || a.value(row) <= -5.0 / 3)
                .count();
        assertThat(labels.value(Metric.named("accuracy"))).isCloseTo(right / ROWS, within(1e-15));
        assertThat(labels.value(Metric.named("roc_auc"))).isEqualTo(1);
        assertThat(labels.regression()).isNotNull();
        Evaluation numbers = linear(target, Loss.mse()).evaluate(TABLE);
        assertThatIllegalArgumentException().isThrownBy(() -> numbers.value(Metric.named("roc_auc")));
    }

    @Test
    void evaluationCountsARowOfWeightTwoTwice() {
        Model classes = linear(new ClassTarget("sign", List.of("plus", "minus"), 0), Loss.categoricalCrossEntropy());
        Evaluation weighted = classes.evaluate(TABLE.select(new int[] {0, 1, 2}), new double[] {2, 0, 1});
        Evaluation repeated = classes.evaluate(TABLE.select(new int[] {0, 0, 2}));
        assertThat(weighted.value(Metric.named("log_loss")))
                .isCloseTo(repeated.value(Metric.named("log_loss")), within(1e-15));
        assertThat(weighted.rows()).isEqualTo(3);
    }
}
