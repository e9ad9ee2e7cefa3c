package io.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.InputException;
import io.gradus.data.Dataset;
import io.gradus.layer.Activation;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import io.gradus.math.CounterRandom;
import io.gradus.math.CounterRandom.Purpose;
import io.gradus.network.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
    private static final Network NETWORK = Network.of(
            1, 3, Layer.dense(5, Activation.relu()), Layer.dropout(0.2), Layer.dense(2, Activation.identity()));
    private static final TrainingSettings SETTINGS =
            TrainingSettings.of(Loss.mse()).withEpochs(12).withBatchSize(8);

    @TempDir
    private Path folder;

    @Test
    void divergenceNamesEpochAndLayerAndKeepsTheLastGoodNetwork() {
        TrainingSettings wild = SETTINGS.withOptimizer(Optimizer.sgd(1e80));
        Trainer trainer = new Trainer(wild.withBatchSize(50));
        assertThatThrownBy(() -> trainer.fit(NETWORK, data(50, 1)))
                .isInstanceOfSatisfying(TrainingDiverged.class, e -> {
                    assertThat(e.getMessage()).matches("epoch \\d+: .* layer \\d.*");
                    assertThat(e.lastGood().parameters()).doesNotContain(Double.NaN, Double.POSITIVE_INFINITY);
                    assertThat(e.getMessage())
                            .startsWith("epoch " + (e.history().epochs().size() + 1));
                });
    }

    @Test
    void earlyStoppingReturnsTheNetworkOfTheBestEpoch() {
        List<Double> losses = new ArrayList<>();
        Dataset validation = data(20, 2);
        Trainer.Trained trained = new Trainer(SETTINGS.withEpochs(500).withPatience(5))
                .withValidation(validation)
                .withListener(new TrainingListener() {
                    @Override
                    public void epoch(History.Epoch epoch) {
                        losses.add(epoch.validationLoss());
                    }
                })
                .fit(NETWORK, data(30, 1));
        int best = trained.history().bestEpoch();
        assertThat(losses.size()).isEqualTo(best + 5).isLessThan(500);
        double loss = losses.get(best - 1);
        assertThat(losses).allSatisfy(other -> assertThat(other).isGreaterThanOrEqualTo(loss));
        ValidationLoss again = new ValidationLoss(NETWORK.architecture(), Loss.mse(), validation);
        assertThat(again.of(trained.network().parameters())).isEqualTo(loss);
    }

    @Test
    void resumedTrainingGivesTheBitsOfAnUninterruptedOne() {
        Dataset training = data(30, 1);
        Dataset validation = data(10, 2);
        Network whole = new Trainer(SETTINGS)
                .withValidation(validation)
                .fit(NETWORK, training)
                .network();
        Path file = folder.resolve("state.safetensors");
        Trainer.Trained half = new Trainer(SETTINGS)
                .withValidation(validation)
                .withCheckpoint(new Checkpoint(file, false))
                .withListener(stopAfter(4))
                .fit(NETWORK, training);
        assertThat(half.interrupted()).isTrue();
        assertThat(half.history().epochs()).hasSize(4);
        Trainer.Trained resumed = new Trainer(SETTINGS)
                .withValidation(validation)
                .withCheckpoint(new Checkpoint(file, true))
                .fit(NETWORK, training);
        assertThat(resumed.interrupted()).isFalse();
        assertThat(resumed.history().epochs()).hasSize(12);
        assertThat(resumed.network().parameters()).containsExactly(whole.parameters());
    }

    @Test
    void checkpointOfAnotherRunIsRefused() throws IOException {
        Path file = folder.resolve("state.safetensors");
        Checkpoint checkpoint = new Checkpoint(file, true);
        new Trainer(SETTINGS)
                .withCheckpoint(checkpoint)
                .withListener(stopAfter(1))
                .fit(NETWORK, data(30, 1));
        Trainer other = new Trainer(SETTINGS.withSeed(7)).withCheckpoint(checkpoint);
        assertThatThrownBy(() -> other.fit(NETWORK, data(30, 1)))
                .isInstanceOf(InputException.class)
                .hasMessage(file + ": belongs to a run with other settings or data");
        Trainer same = new Trainer(SETTINGS).withCheckpoint(checkpoint);
        assertThatThrownBy(() -> same.fit(NETWORK, data(30, 9))).isInstanceOf(InputException.class);
        Files.write(file, new byte[] {1, 2, 3});
        assertThatThrownBy(() -> same.fit(NETWORK, data(30, 1))).isInstanceOf(InputException.class);
    }

    @Test
    void samplesAreReportedInTrainingOrderWithTheirLossBeforeTheUpdate() {
        List<String> samples = new ArrayList<>();
        new Trainer(SETTINGS.withEpochs(4).withBatchSize(20).withShuffle(false))
                .withListener(new TrainingListener() {
                    @Override
                    public int samplesEvery() {
                        return 2;
                    }

                    @Override
                    public void sample(int epoch, int sample, double loss) {
                        samples.add(epoch + ":" + sample);
                    }
                })
                .fit(NETWORK, data(30, 1));
        assertThat(samples).containsExactly("0:0", "0:20", "2:0", "2:20", "3:0", "3:20");
    }

    @Test
    void dataOfAnotherShapeIsRefused() {
        Dataset wrong = Dataset.of(new double[][] {{1, 2}}, new double[][] {{1, 2}});
        assertThatThrownBy(() -> new Trainer(SETTINGS).fit(NETWORK, wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("data: expected 3 inputs and 2 outputs as the network has, got 2 and 2");
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> SETTINGS.withEpochs(0)).hasMessage("epochs: expected at least 1, got 0");
        assertThatThrownBy(() -> SETTINGS.withBatchSize(0)).hasMessage("batch: expected at least 1, got 0");
        assertThatThrownBy(() -> SETTINGS.withPatience(-1)).hasMessage("patience: expected at least 0, got -1");
        assertThatThrownBy(() -> SETTINGS.withL2(-1))
                .hasMessage("l2: expected a finite number of at least 0, got -1.0");
    }

    private static TrainingListener stopAfter(int epochs) {
        return new TrainingListener() {
            private int done;
            private int steps;

            @Override
            public void epoch(History.Epoch epoch) {
                done++;
            }

            @Override
            public boolean stopRequested() {
                return done == epochs && ++steps > 1; // in the midst of the next epoch
            }
        };
    }

    private static Dataset data(int rows, int seed) {
        CounterRandom random = new CounterRandom(seed);
        double[] x = new double[3 * rows];
        double[] t = new double[2 * rows];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.normal(Purpose.SYNTHETIC_DATA, 0, 0, i);
        }
        for (int i = 0; i < t.length; i++) {
            t[i] = random.normal(Purpose.SYNTHETIC_DATA, 1, 0, i);
        }
        return Dataset.of(rows, 3, 2, x, t);
    }
}
