package io.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.data.Dataset;
import io.gradus.data.ExampleData;
import io.gradus.data.Preprocessing;
import io.gradus.layer.Activation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import io.gradus.network.Network;
import io.gradus.train.Trainer.Trained;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each kind of advice on a training that goes wrong in that way; that its hint mends it; and no advice on trainings
/// that go well.
class AdviceTest {
    private static final TrainingSettings CLASSES =
            TrainingSettings.of(Loss.categoricalCrossEntropy()).withEpochs(100);
    private static final TrainingSettings NUMBERS =
            TrainingSettings.of(Loss.mse()).withEpochs(100);

    private static Trained onClouds(String hidden, double scale, Optimizer optimizer) {
        return new Trainer(CLASSES.withOptimizer(optimizer))
                .fit(AdviceData.forClouds(Activation.named(hidden)), AdviceData.clouds(scale));
    }

    private static Trained onSine(String hidden, Optimizer optimizer) {
        return new Trainer(NUMBERS.withOptimizer(optimizer))
                .fit(AdviceData.forSine(Activation.named(hidden)), AdviceData.sine());
    }

    private static List<Advice> ofClouds(Trained trained, double scale) {
        return Advice.of(trained, AdviceData.clouds(scale), CLASSES);
    }

    private static List<Advice> ofSine(Trained trained) {
        return Advice.of(trained, AdviceData.sine(), NUMBERS);
    }

    private static double lossOf(Trained trained) {
        return trained.history().lastLoss().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"relu, 0.01", "relu, 0.1", "tanh, 0.01", "tanh, 0.1", "sigmoid, 0.01", "sigmoid, 0.1"})
    void hasNothingToSayOfTrainingsThatGoWell(String hidden, double learningRate) {
        Optimizer adam = Optimizer.adam(learningRate);
        assertThat(ofClouds(onClouds(hidden, 1, adam), 1)).isEmpty();
        assertThat(ofSine(onSine(hidden, adam))).isEmpty();
    }

    @Test
    void seesInputsThatAreNotScaled() {
        Trained unscaled = onClouds("relu", 100, Optimizer.adam(0.01));
        assertThat(ofClouds(unscaled, 100))
                .containsExactly(new Advice(
                        Advice.Kind.UNSCALED_INPUTS,
                        "2 of 2 inputs are far from the size of 1; farthest is input 1, with mean 3.648 and deviation 100.3",
                        "standardise the inputs: subtract each one's mean and divide by its deviation"));
        assertThat(lossOf(unscaled)).isGreaterThan(5 * lossOf(onClouds("relu", 1, Optimizer.adam(0.01))));
    }

    @Test
    void namesTheInputThatIsTooSmall() {
        Dataset small = Dataset.of(new double[][] {{1, 0.001}, {-1, 0.002}, {1, 0}}, new double[][] {{0}, {1}, {0}});
        Network network = Network.of(1, 2, Layer.dense(1, Activation.identity()));
        assertThat(Advice.of(network, small, NUMBERS, List.of("height", "length")))
                .first()
                .extracting(Advice::message)
                .isEqualTo(
                        "1 of 2 inputs is far from the size of 1; farthest is length, with mean 0.001000 and deviation 0.0008165");
    }

    /// An input of zeros alone, a rare category and a constant 1 do no harm.
    @Test
    void letsInputsPassThatAreRareOrConstant() {
        double[][] x = new double[1000][3];
        double[][] t = new double[1000][1];
        for (int row = 0; row < 1000; row++) {
            x[row][1] = row == 17 ? 1 : 0;
            x[row][2] = 1;
            t[row][0] = row % 2;
        }
        assertThat(InputAdvice.of(Dataset.of(x, t), List.of("a", "b", "c"))).isEmpty();
    }

    @Test
    void seesDeadRectifiersAndOnePredictionForAllRows() {
        Trained dead = onSine("relu", Optimizer.adam(3));
        assertThat(ofSine(dead))
                .first()
                .isEqualTo(new Advice(
                        Advice.Kind.DEAD_UNITS,
                        "layer 1: 16 of 16 rectifiers are 0 for all 100 training rows and get no gradient",
                        "take a tenth of the learning rate, and see that the inputs are standardised"));
        assertThat(ofSine(dead)).extracting(Advice::kind).contains(Advice.Kind.ONE_PREDICTION);
        Trained alive = onSine("relu", Optimizer.adam(0.1));
        assertThat(ofSine(alive)).isEmpty();
        assertThat(lossOf(alive)).isLessThan(0.01 * lossOf(dead));
    }

    /// z = w·x + b for x = -1, 0, 1: of four units one is above 0 at a single row, the other three nowhere.
    @Test
    void countsARectifierAsDeadOnlyIfItIsZeroForEveryRow() {
        Architecture architecture =
                Architecture.of(1, Layer.dense(4, Activation.relu()), Layer.dense(1, Activation.identity()));
        double[] parameters = {1, 1, -1, 0, /* b1 */ -0.5, -1, -1.5, -2, /* W2 */ 1, 1, 1, 1, /* b2 */ 0};
        Dataset rows = Dataset.of(new double[][] {{-1}, {0}, {1}}, new double[][] {{1}, {2}, {3}});
        assertThat(Advice.of(Network.of(architecture, parameters), rows, NUMBERS, List.of("x")))
                .extracting(Advice::message)
                .contains("layer 1: 3 of 4 rectifiers are 0 for all 3 training rows and get no gradient");
    }

    /// The rectifiers behind a batch normalisation, as predictions have them: with running statistics of mean 5 and variance 1
    /// one of two, (x - 5), is 0 for x = 1, 2, 3; the batch's own statistics would have it above 0 for x = 3.
    @Test
    void looksAtRectifiersBehindANormalisationAsPredictionsHaveThem() {
        Architecture architecture = Architecture.of(
                1,
                Layer.dense(2, Activation.identity()),
                Layer.batchNorm(Activation.relu()),
                Layer.dense(1, Activation.identity()));
        double[] parameters = {1, -1, /* b1 */ 0, 0, /* gamma */ 1, 1, /* beta */ 0, 0, /* W2 */ 1, 1, /* b2 */ 0};
        Network network = Network.of(architecture, parameters).withState(new double[] {5, -5, /* variances */ 1, 1});
        Dataset rows = Dataset.of(new double[][] {{1}, {2}, {3}}, new double[][] {{1}, {2}, {3}});
        assertThat(Advice.of(network, rows, NUMBERS, List.of("x")))
                .extracting(Advice::message)
                .containsExactly("layer 1: 1 of 2 rectifiers is 0 for all 3 training rows and gets no gradient");
    }

    /// The notebook's first hidden unit, with the weights it started from: z is -0.99 and -1.83 for the first two of the nine
    /// points and -8.23 to -32.3 for the others, where a sigmoid has slopes below 0.00027.
    @Test
    void seesTheSaturatedUnitOfTheNotebook() {
        Preprocessing asItIs = Preprocessing.fit(
                ExampleData.notebook(), new Preprocessing.Settings(List.of("label"), false, false, 0.01));
        Dataset points = asItIs.apply(ExampleData.notebook());
        Architecture architecture =
                Architecture.of(2, Layer.dense(2, Activation.sigmoid()), Layer.dense(2, Activation.sigmoid()));
        Network network = Network.of(architecture, ExampleData.notebookParameters());
        assertThat(Advice.of(network, points, NUMBERS, asItIs.featureNames()))
                .contains(new Advice(
                        Advice.Kind.SATURATED_UNITS,
                        "layer 1: 1 of 2 units is saturated: the slope of sigmoid is below 1 % of its steepest for two thirds "
                                + "of the training rows or more",
                        "standardise the inputs and draw smaller initial weights"));

        Preprocessing standardised = Preprocessing.fit(ExampleData.notebook(), Preprocessing.Settings.of("label"));
        Network smaller = Network.of(42, 2, Layer.dense(2, Activation.sigmoid()), Layer.dense(2, Activation.sigmoid()));
        Dataset scaled = standardised.apply(ExampleData.notebook());
        TrainingSettings settings = NUMBERS.withEpochs(1000).withOptimizer(Optimizer.sgd(1));
        Trained trained = new Trainer(settings).fit(smaller, scaled);
        Trained saturated = new Trainer(settings).fit(network, points);
        assertThat(Advice.of(smaller, scaled, NUMBERS, standardised.featureNames()))
                .extracting(Advice::kind)
                .doesNotContain(Advice.Kind.SATURATED_UNITS, Advice.Kind.UNSCALED_INPUTS);
        assertThat(lossOf(trained)).isLessThan(0.5 * lossOf(saturated));
    }

    /// A sigmoid's slope is 0.0099 of its steepest at z = 6, and 0.0109 at z = 5.9.
    @ParameterizedTest
    @CsvSource({"6, true", "-6, true", "5.9, false", "-5.9, false"})
    void drawsTheLineOfSaturationAtOneHundredthOfTheSteepestSlope(double z, boolean saturated) {
        Architecture architecture =
                Architecture.of(1, Layer.dense(1, Activation.sigmoid()), Layer.dense(1, Activation.identity()));
        Network network = Network.of(architecture, new double[] {0, z, 1, 0});
        Dataset rows = Dataset.of(new double[][] {{1}, {-1}}, new double[][] {{1}, {1}});
        assertThat(Advice.of(network, rows, NUMBERS, List.of("x")).isEmpty()).isEqualTo(!saturated);
    }

    @Test
    void seesOneClassForAllRows() {
        Trained collapsed = onClouds("relu", 1, Optimizer.sgd(30));
        assertThat(ofClouds(collapsed, 1))
                .contains(new Advice(
                        Advice.Kind.ONE_PREDICTION,
                        "the network predicts one and the same class for all 150 training rows, of which 33.3 % have it",
                        "take another learning rate: a tenth, or ten times as much if the loss hardly fell"));
        Trained tenth = onClouds("relu", 1, Optimizer.sgd(3));
        assertThat(ofClouds(tenth, 1)).isEmpty();
        assertThat(lossOf(tenth)).isLessThan(0.1 * lossOf(collapsed));
    }

    /// 5 of 100 rows are of the second class, among rows of the first: the smallest loss predicts the first everywhere. When
    /// the five weigh as much as the 95, it no longer does.
    @Test
    void advisesWeightsWhereOneClassIsRare() {
        double[][] x = new double[100][1];
        double[][] t = new double[100][2];
        for (int row = 0; row < 100; row++) {
            x[row][0] = (row - 50) / 29.0;
            t[row][row % 20 == 19 && row > 0 ? 1 : 0] = 1;
        }
        Dataset rare = Dataset.of(x, t);
        Network network = Network.of(3, 1, Layer.dense(8, Activation.tanh()), Layer.dense(2, Activation.softmax()));
        TrainingSettings settings = CLASSES.withOptimizer(Optimizer.adam(0.01));
        List<Advice> advice = Advice.of(new Trainer(settings).fit(network, rare), rare, settings);
        assertThat(advice)
                .containsExactly(new Advice(
                        Advice.Kind.ONE_PREDICTION,
                        "the network predicts one and the same class for all 100 training rows, of which 95.0 % have it",
                        "give the rarer classes more weight"));
        double[] weights = new double[100];
        for (int row = 0; row < 100; row++) {
            weights[row] = row % 20 == 19 ? 19 : 1;
        }
        Trained weighted = new Trainer(settings).fit(network, rare.withWeights(weights));
        assertThat(Advice.of(weighted, rare, settings)).isEmpty();
    }

    @Test
    void acceptsOnePredictionWhereAllTargetsAreAlike() {
        Dataset alike = Dataset.of(new double[][] {{1}, {-1}}, new double[][] {{0, 1}, {0, 1}});
        Network network = Network.of(
                Architecture.of(1, Layer.dense(2, Activation.softmax())), new double[] {0, 0, /* b */ -1, 1});
        assertThat(Advice.of(network, alike, CLASSES, List.of("x"))).isEmpty();
    }

    @Test
    void seesThatTheLossWasStillFalling() {
        Optimizer slow = Optimizer.sgd(0.01);
        Trained early = onClouds("sigmoid", 1, slow);
        assertThat(ofClouds(early, 1)).singleElement().satisfies(advice -> {
            assertThat(advice.kind()).isEqualTo(Advice.Kind.NOT_CONVERGED);
            assertThat(advice.message())
                    .matches(
                            "the training loss was still falling when the epochs were over: [\\d.]+ % of its whole fall "
                                    + "are in the last 10 of 100 epochs");
            assertThat(advice.hint()).isEqualTo("train for twice as many epochs");
        });
        Trained later = new Trainer(CLASSES.withOptimizer(slow).withEpochs(200))
                .fit(AdviceData.forClouds(Activation.sigmoid()), AdviceData.clouds(1));
        assertThat(lossOf(later)).isLessThan(0.7 * lossOf(early));
    }

    /// Of a loss e^-t/τ the part (e^-(1.8..1.9) - ...) falls in the last tenth: 3.7 % of the fall after 2τ, 0.4 % after 4τ.
    @ParameterizedTest
    @CsvSource({"2, true", "2.5, true", "4, false", "10, false"})
    void measuresTheFallOfTheLastTenth(double decays, boolean falling) {
        History history = history(100, epoch -> StrictMath.exp(-decays * epoch / 100.0));
        assertThat(HistoryAdvice.of(history, true).isEmpty()).isEqualTo(!falling);
        assertThat(HistoryAdvice.of(history, false)).isEmpty();
    }

    @Test
    void askNotForMoreEpochsWhereTheValidationNoLongerGains() {
        History history = history(100, epoch -> StrictMath.exp(-epoch / 100.0));
        assertThat(HistoryAdvice.of(new History(history.epochs(), 91), true)).hasSize(1);
        assertThat(HistoryAdvice.of(new History(history.epochs(), 90), true)).isEmpty();
    }

    @Test
    void hasNothingToSayOfAFewEpochs() {
        assertThat(HistoryAdvice.of(history(19, epoch -> 1.0 / epoch - epoch), true))
                .isEmpty();
        assertThat(HistoryAdvice.of(history(20, epoch -> 1.0 / epoch - epoch), true))
                .hasSize(1);
    }

    @Test
    void seesALossThatRises() {
        Trained rising = onSine("sigmoid", Optimizer.sgd(1));
        assertThat(ofSine(rising)).extracting(Advice::kind).contains(Advice.Kind.LOSS_RISING);
        assertThat(ofSine(rising).getLast().message())
                .matches("the training loss rose to [\\d.]+ in the last 10 epochs, from [\\d.]+");
        Trained tenth = onSine("sigmoid", Optimizer.sgd(0.1));
        assertThat(ofSine(tenth)).isEmpty();
        assertThat(lossOf(tenth)).isLessThan(1);
    }

    /// Noise around a level is no rise.
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7})
    void takesNoiseForNoRise(int period) {
        History noisy = history(100, epoch -> 1 / (1.0 + epoch) + (epoch % period == 0 ? 0.05 : 0));
        assertThat(HistoryAdvice.of(noisy, true)).isEmpty();
    }

    @Test
    void looksAtTenThousandRowsAtMost() {
        int rows = 20_001;
        double[] x = new double[rows];
        double[] t = new double[rows];
        Arrays.fill(x, -1);
        for (int row = 0; row < rows; row++) {
            t[row] = row % 2;
        }
        Network network = Network.of(
                Architecture.of(1, Layer.dense(1, Activation.relu()), Layer.dense(1, Activation.identity())),
                new double[] {1, 0, 1, 0});
        assertThat(Advice.of(network, Dataset.of(rows, 1, 1, x, t), NUMBERS, List.of("x")))
                .first()
                .extracting(Advice::message)
                .isEqualTo("layer 1: 1 of 1 rectifiers is 0 for all 10,000 training rows and gets no gradient");
    }

    @Test
    void refusesAnotherNumberOfNames() {
        assertThatThrownBy(() ->
                        Advice.of(AdviceData.forSine(Activation.tanh()), AdviceData.sine(), NUMBERS, List.of("a", "b")))
                .hasMessage("input names: expected 1, got 2");
    }

    private static History history(int epochs, java.util.function.IntToDoubleFunction loss) {
        List<History.Epoch> list = new ArrayList<>();
        for (int epoch = 1; epoch <= epochs; epoch++) {
            list.add(new History.Epoch(epoch, loss.applyAsDouble(epoch), Double.NaN, Double.NaN, 0.001));
        }
        return new History(list, epochs);
    }
}
