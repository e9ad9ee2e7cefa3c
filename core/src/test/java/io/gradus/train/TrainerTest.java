package io.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gradus.InputException;
import io.gradus.data.Dataset;
import io.gradus.file.Dtype;
import io.gradus.file.Safetensors;
import io.gradus.file.Tensor;
import io.gradus.file.TensorFile;
import io.gradus.gradient.GradientMethod;
import io.gradus.layer.Activation;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import io.gradus.layer.Precision;
import io.gradus.math.CounterRandom;
import io.gradus.math.CounterRandom.Purpose;
import io.gradus.network.Network;
import io.gradus.train.Trainer.Trained;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {
    private static final Dataset TRAINING = synthetic(45, 1);
    private static final Dataset VALIDATION = synthetic(300, 2);
    private static final Network NETWORK = Network.of(
            7, 3, Layer.dense(9, Activation.tanh()), Layer.dropout(0.2), Layer.dense(2, Activation.identity()));
    private static final TrainingSettings SETTINGS = TrainingSettings.of(Loss.mse())
            .withOptimizer(Optimizer.adam(0.02))
            .withBatchSize(8)
            .withL2(1e-4)
            .withEpochs(12)
            .withPatience(0);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameTheCheckpoint() {
        file = folder.resolve("run.checkpoint");
    }

    /// Three inputs, two targets that depend on them in a curved way, with some noise.
    private static Dataset synthetic(int rows, long seed) {
        CounterRandom random = new CounterRandom(seed);
        double[][] x = new double[rows][3];
        double[][] t = new double[rows][2];
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < 3; i++) {
                x[row][i] = random.normal(Purpose.SYNTHETIC_DATA, 0, i, row);
            }
            t[row][0] = x[row][0] * x[row][1] + 0.1 * random.normal(Purpose.SYNTHETIC_DATA, 0, 3, row);
            t[row][1] = x[row][2] - x[row][0];
        }
        return Dataset.of(x, t);
    }

    @Test
    void namesEpochAndLayerWhereItDiverges() {
        Network network = Network.of(1, 3, Layer.dense(8, Activation.relu()), Layer.dense(2, Activation.identity()));
        Trainer trainer =
                new Trainer(SETTINGS.withOptimizer(Optimizer.sgd(50)).withL2(0).withEpochs(100));
        TrainingDiverged diverged = catchThrowableOfType(TrainingDiverged.class, () -> trainer.fit(network, TRAINING));
        assertThat(diverged.getMessage())
                .matches("epoch \\d+: the loss is no longer finite: layer [12] overflowed")
                .startsWith("epoch " + (diverged.history().epochs().size() + 1) + ":");
        assertThat(diverged.lastGood().parameters()).doesNotContain(Double.NaN);
        assertThat(Arrays.stream(diverged.lastGood().parameters()).allMatch(Double::isFinite))
                .isTrue();
    }

    /// The only step of an epoch makes the parameters infinite: no loss after it would say so.
    @Test
    void namesTheParametersThatDiverged() {
        Network network = Network.of(1, 3, Layer.dense(2, Activation.identity()));
        TrainingSettings settings = SETTINGS.withOptimizer(Optimizer.sgd(1e308))
                .withL2(0)
                .withBatchSize(45)
                .withEpochs(1);
        Dataset large = Dataset.of(new double[][] {{1e3, 0, 0}}, new double[][] {{1e3, 0}});
        TrainingDiverged diverged =
                catchThrowableOfType(TrainingDiverged.class, () -> new Trainer(settings).fit(network, large));
        assertThat(diverged.getMessage()).isEqualTo("epoch 1: W1 of layer 1 is no longer finite");
        assertThat(diverged.history().epochs().size()).isZero();
        assertThat(diverged.lastGood().parameters()).isEqualTo(network.parameters());
    }

    @Test
    void earlyStoppingRestoresTheBestEpoch() {
        TrainingSettings settings = SETTINGS.withPatience(4)
                .withEpochs(400)
                .withOptimizer(Optimizer.adam(0.1))
                .withL2(0);
        Trained stopped = new Trainer(settings).withValidation(VALIDATION).fit(NETWORK, TRAINING);
        History history = stopped.history();
        int best = history.bestEpoch();
        assertThat(history.epochs()).hasSize(best + 4).hasSizeLessThan(400);
        double lowest = history.epochs().get(best - 1).validationLoss();
        assertThat(history.epochs().stream()
                        .mapToDouble(History.Epoch::validationLoss)
                        .min())
                .hasValue(lowest);
        Trained upToBest = new Trainer(settings.withEpochs(best).withPatience(0)).fit(NETWORK, TRAINING);
        assertThat(stopped.network().parameters()).isEqualTo(upToBest.network().parameters());
        assertThat(upToBest.history().bestEpoch()).isEqualTo(best);
    }

    /// Validation uses rows 256 at a time in any case, without masks or penalty: only the parameters count.
    @Test
    void validationLossDoesNotDependOnTheBatch() {
        TrainingSettings still =
                SETTINGS.withOptimizer(Optimizer.sgd(Double.MIN_VALUE)).withEpochs(1);
        double[] losses = new double[3];
        int[] batches = {1, 8, 1000};
        for (int k = 0; k < batches.length; k++) {
            Trained trained = new Trainer(still.withBatchSize(batches[k]).withL2(0.1 * k))
                    .withValidation(VALIDATION)
                    .fit(NETWORK, TRAINING);
            losses[k] = trained.history().epochs().getFirst().validationLoss();
        }
        assertThat(losses).containsOnly(losses[0]);
        assertThat(losses[0]).isPositive();
    }

    @Test
    void lossesAreReportedInTheChosenEpochsAndTheLast() {
        List<String> heard = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public int samplesEvery() {
                return 2;
            }

            @Override
            public void sample(int epoch, int sample, double loss) {
                heard.add(epoch + "/" + sample);
            }

            @Override
            public void epoch(History.Epoch epoch) {
                heard.add("end " + epoch.number());
            }
        };
        new Trainer(SETTINGS.withEpochs(4).withBatchSize(30))
                .withListener(listener)
                .fit(NETWORK, TRAINING);
        assertThat(heard)
                .containsExactly("0/0", "0/30", "end 1", "end 2", "2/0", "2/30", "end 3", "3/0", "3/30", "end 4");
    }

    /// Stops when it was asked so many times, once a step.
    private static TrainingListener stopAfter(int steps) {
        return new TrainingListener() {
            private int asked;

            @Override
            public boolean stopRequested() {
                return asked++ >= steps;
            }
        };
    }

    /// Six steps an epoch: stops before the first, within and at the border of epochs; Adam, dropout and shuffle are at
    /// work.
    @ParameterizedTest
    @ValueSource(ints = {0, 3, 6, 25, 71})
    void goesOnAfterAnInterruptionToTheSameBits(int steps) {
        assertSameBitsAfterInterruption(SETTINGS, steps);
    }

    @Test
    void rpropGoesOnAfterAnInterruptionToTheSameBits() {
        assertSameBitsAfterInterruption(SETTINGS.withOptimizer(Optimizer.rprop()), 5);
    }

    private void assertSameBitsAfterInterruption(TrainingSettings settings, int steps) {
        Trained whole = new Trainer(settings).withValidation(VALIDATION).fit(NETWORK, TRAINING);
        Trained interrupted = new Trainer(settings)
                .withValidation(VALIDATION)
                .withListener(stopAfter(steps))
                .withCheckpoint(new Checkpoint(file, true))
                .fit(NETWORK, TRAINING);
        assertThat(interrupted.interrupted()).isTrue();
        assertThat(interrupted.history().epochs()).hasSizeLessThan(12);
        Trained resumed = new Trainer(settings)
                .withValidation(VALIDATION)
                .withCheckpoint(new Checkpoint(file, true))
                .fit(NETWORK, TRAINING);
        assertThat(resumed.interrupted()).isFalse();
        assertThat(resumed.network().parameters()).isEqualTo(whole.network().parameters());
        assertThat(resumed.history()).isEqualTo(whole.history());
    }

    /// The same without validation rows, and with more epochs than the first run was to have.
    @Test
    void goesOnForMoreEpochs() {
        new Trainer(SETTINGS.withEpochs(5))
                .withListener(stopAfter(20))
                .withCheckpoint(new Checkpoint(file, false))
                .fit(NETWORK, TRAINING);
        Trained resumed =
                new Trainer(SETTINGS).withCheckpoint(new Checkpoint(file, true)).fit(NETWORK, TRAINING);
        Trained whole = new Trainer(SETTINGS).fit(NETWORK, TRAINING);
        assertThat(resumed.network().parameters()).isEqualTo(whole.network().parameters());
        assertThat(resumed.history()).isEqualTo(whole.history());
    }

    @Test
    void beginsAnewWhereItIsNotToResume() {
        interrupt();
        Trained anew = new Trainer(SETTINGS.withSeed(3))
                .withCheckpoint(new Checkpoint(file, false))
                .fit(NETWORK, TRAINING);
        assertThat(anew.network().parameters())
                .isEqualTo(new Trainer(SETTINGS.withSeed(3))
                        .fit(NETWORK, TRAINING)
                        .network()
                        .parameters());
    }

    @Test
    void refusesACheckpointOfAnotherRun() {
        interrupt();
        String what = "belongs to a run with other settings or data";
        String hint = "give the options and the data of that run, or leave --resume out to start anew";
        assertRefused(new Trainer(SETTINGS.withSeed(43)), NETWORK, TRAINING, what, hint);
        assertRefused(new Trainer(SETTINGS.withBatchSize(9)), NETWORK, TRAINING, what, hint);
        assertRefused(new Trainer(SETTINGS), NETWORK, synthetic(45, 3), what, hint);
        assertRefused(new Trainer(SETTINGS).withValidation(VALIDATION), NETWORK, TRAINING, what, hint);
        double[] other = NETWORK.parameters();
        other[5] = Math.nextUp(other[5]);
        assertRefused(new Trainer(SETTINGS), NETWORK.withParameters(other), TRAINING, what, hint);
    }

    private void assertRefused(Trainer trainer, Network network, Dataset data, String what, String hint) {
        InputException fault = catchThrowableOfType(
                InputException.class,
                () -> trainer.withCheckpoint(new Checkpoint(file, true)).fit(network, data));
        assertThat(fault).as("an InputException").isNotNull();
        assertThat(fault.getMessage()).isEqualTo(file + ": " + what);
        assertThat(fault.hint()).isEqualTo(hint);
    }

    @Test
    void refusesACheckpointThatIsCut() throws IOException {
        interrupt();
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += 17) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(catchThrowable(this::resume)).as("%d bytes", length).isInstanceOf(InputException.class);
        }
    }

    @Test
    void refusesACheckpointWhoseTensorsDoNotFit() {
        interrupt();
        TensorFile saved = Safetensors.read(file);
        for (Tensor tensor : saved.tensors()) {
            List<Tensor> others = new ArrayList<>();
            for (Tensor other : saved.tensors()) {
                others.add(other == tensor ? Tensor.of(tensor.name(), Dtype.F64, new double[0], 0) : other);
            }
            Safetensors.write(file, TensorFile.of(others, saved.metadata()));
            assertThat(catchThrowable(this::resume)).as("%s", tensor).isInstanceOf(InputException.class);
        }
        List<Tensor> none = saved.tensors().stream()
                .map(tensor ->
                        tensor.name().equals("best") ? Tensor.of("best", Dtype.F64, new double[] {1}, 1) : tensor)
                .toList();
        Safetensors.write(file, TensorFile.of(none, saved.metadata()));
        assertRefused(
                new Trainer(SETTINGS),
                NETWORK,
                TRAINING,
                "tensor \"best\": expected 56 values, got 1",
                "leave --resume out to start anew");
    }

    @Test
    void refusesACheckpointOfAnotherFormat() {
        interrupt();
        TensorFile saved = Safetensors.read(file);
        String json = saved.text("gradus").replace("gradus-checkpoint-2", "gradus-checkpoint-9");
        Safetensors.write(
                file, TensorFile.of(List.copyOf(saved.tensors()), java.util.Collections.singletonMap("gradus", json)));
        assertThatThrownBy(this::resume)
                .isInstanceOf(InputException.class)
                .hasMessage(file + ": metadata \"gradus\" at /format: expected \"gradus-checkpoint-2\","
                        + " got \"gradus-checkpoint-9\"");
    }

    private void interrupt() {
        new Trainer(SETTINGS)
                .withListener(stopAfter(20))
                .withCheckpoint(new Checkpoint(file, false))
                .fit(NETWORK, TRAINING);
    }

    private Trained resume() {
        return new Trainer(SETTINGS).withCheckpoint(new Checkpoint(file, true)).fit(NETWORK, TRAINING);
    }

    @Test
    void rejectsDataThatDoesNotFitTheNetwork() {
        Dataset narrow = Dataset.of(new double[][] {{1, 2}}, new double[][] {{1, 2}});
        Dataset empty = Dataset.of(0, 3, 2, new double[0], new double[0]);
        String message = "data: expected 3 inputs and 2 outputs as the network has, got 2 and 2";
        assertRejected(() -> new Trainer(SETTINGS).fit(NETWORK, narrow), message);
        assertRejected(() -> new Trainer(SETTINGS).withValidation(narrow).fit(NETWORK, TRAINING), message);
        assertRejected(() -> new Trainer(SETTINGS).fit(NETWORK, empty), "data: expected at least 1 row, got 0");
    }

    @Test
    void rejectsSettingsOutOfRange() {
        assertRejected(() -> SETTINGS.withEpochs(0), "epochs: expected at least 1, got 0");
        assertRejected(() -> SETTINGS.withBatchSize(0), "batch: expected at least 1, got 0");
        assertRejected(() -> SETTINGS.withPatience(-1), "patience: expected at least 0, got -1");
        assertRejected(() -> SETTINGS.withL2(Double.NaN), "l2: expected a finite number of at least 0, got NaN");
        assertRejected(() -> SETTINGS.withL2(-1), "l2: expected a finite number of at least 0, got -1.0");
    }

    @Test
    void rejectsNumericalDifferentiationInFloat() {
        String message =
                "precision: numerical differentiation needs double, as a difference of two floats has few right digits";
        TrainingSettings inFloat = SETTINGS.withPrecision(Precision.FLOAT);
        assertRejected(() -> inFloat.withMethod(GradientMethod.numericalDifferentiation(1e-4)), message);
        assertRejected(() -> inFloat.withMethod(GradientMethod.restartedDifferentiation(1e-4)), message);
    }

    private static void assertRejected(Runnable action, String message) {
        assertThatThrownBy(action::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
