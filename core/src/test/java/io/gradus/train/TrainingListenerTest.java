package io.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.data.Dataset;
import io.gradus.layer.Activation;
import io.gradus.layer.Loss;
import io.gradus.network.Network;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class TrainingListenerTest {
    private static final Dataset ROWS = AdviceData.sine();
    private static final Network NETWORK = AdviceData.forSine(Activation.tanh());
    private static final TrainingSettings SETTINGS =
            TrainingSettings.of(Loss.mse()).withEpochs(7).withBatchSize(50);

    /// Notes what it hears, and stops before an epoch.
    private static final class Notes implements TrainingListener {
        private final List<String> heard = new ArrayList<>();
        private final int every;
        private final int stopAfter;
        private int done;

        Notes(int every, int stopAfter) {
            this.every = every;
            this.stopAfter = stopAfter;
        }

        @Override
        public void begin(TrainingSettings settings, Network initial) {
            heard.add("begin " + settings.epochs() + " " + (initial == NETWORK));
        }

        @Override
        public int samplesEvery() {
            return every;
        }

        @Override
        public void sample(int epoch, int sample, double loss) {
            heard.add("sample " + epoch + "/" + sample);
        }

        @Override
        public void epoch(History.Epoch epoch) {
            done = epoch.number();
            heard.add("epoch " + done);
        }

        @Override
        public boolean stopRequested() {
            return done == stopAfter;
        }

        @Override
        public void end(Trainer.Trained trained) {
            heard.add("end " + trained.history().epochs().size() + (trained.interrupted() ? " interrupted" : ""));
        }
    }

    @Test
    void hearsTheBeginningTheEpochsAndTheEnd() {
        Notes notes = new Notes(0, -1);
        new Trainer(SETTINGS.withEpochs(2)).withListener(notes).fit(NETWORK, ROWS);
        assertThat(notes.heard).containsExactly("begin 2 true", "epoch 1", "epoch 2", "end 2");
    }

    /// Every second epoch for one, every third for the other, the last for both: as each would hear alone.
    @Test
    void severalHearAsEachAlone() {
        Notes second = new Notes(2, -1);
        Notes third = new Notes(3, -1);
        Notes none = new Notes(0, -1);
        TrainingListener all = TrainingListener.all(second, third, none);
        new Trainer(SETTINGS).withListener(all).fit(NETWORK, ROWS);
        for (Notes notes : List.of(second, third, none)) {
            Notes alone = new Notes(notes.every, -1);
            new Trainer(SETTINGS).withListener(alone).fit(NETWORK, ROWS);
            assertThat(notes.heard).isEqualTo(alone.heard);
        }
        assertThat(third.heard).contains("sample 3/50", "sample 6/0").doesNotContain("sample 2/0", "sample 4/0");
    }

    @Test
    void anyOfSeveralStopsTheTraining() {
        Notes goesOn = new Notes(0, -1);
        TrainingListener all = TrainingListener.all(goesOn, new Notes(0, 3));
        assertThat(new Trainer(SETTINGS).withListener(all).fit(NETWORK, ROWS).interrupted())
                .isTrue();
        assertThat(goesOn.heard).endsWith("epoch 3", "end 3 interrupted");
    }

    /// The network of an epoch is the one that training for so many epochs gives.
    @Test
    void showsTheNetworkOfEachEpoch() {
        List<Network> networks = new ArrayList<>();
        TrainingListener keep = new TrainingListener() {
            @Override
            public void epoch(History.Epoch epoch, Supplier<Network> network) {
                networks.add(network.get());
            }
        };
        new Trainer(SETTINGS).withListener(keep).fit(NETWORK, ROWS);
        assertThat(networks).hasSize(7);
        for (int epochs = 1; epochs <= 7; epochs++) {
            Network trained =
                    new Trainer(SETTINGS.withEpochs(epochs)).fit(NETWORK, ROWS).network();
            assertThat(networks.get(epochs - 1).parameters()).isEqualTo(trained.parameters());
        }
    }

    @Test
    void printsEveryFewEpochsAndTheLast() {
        List<String> lines = printed(3, new Trainer(SETTINGS));
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).matches("epoch 3: loss 0\\.\\d+");
        assertThat(lines.get(1)).matches("epoch 6: loss 0\\.\\d+");
        assertThat(lines.get(2)).matches("epoch 7: loss 0\\.\\d+");
        assertThat(printed(7, new Trainer(SETTINGS))).hasSize(1);
    }

    @Test
    void printsTheValidationLossWhereThereIsOne() {
        assertThat(printed(7, new Trainer(SETTINGS).withValidation(ROWS)))
                .singleElement()
                .asString()
                .matches("epoch 7: loss 0\\.\\d+, validation loss 0\\.\\d+");
    }

    @Test
    void refusesToPrintEveryZeroEpochs() {
        assertThatThrownBy(() -> TrainingListener.printing(System.out, 0))
                .hasMessage("every: expected at least 1, got 0");
    }

    @Test
    void historyAsArraysAndAsCsv() {
        History history = new History(
                List.of(
                        new History.Epoch(1, 0.5, Double.NaN, Double.NaN, 0.001),
                        new History.Epoch(2, 0.25, 0.75, 0.9, 0.0001)),
                2);
        assertThat(history.losses()).containsExactly(0.5, 0.25);
        assertThat(history.validationLosses()).containsExactly(Double.NaN, 0.75);
        assertThat(history.toCsv())
                .isEqualTo("epoch,loss,validation_loss,score,learning_rate\n1,0.5,,,0.001\n2,0.25,0.75,0.9,1.0E-4\n");
        assertThat(new History(List.of(), 0).toCsv()).isEqualTo("epoch,loss,validation_loss,score,learning_rate\n");
    }

    private static List<String> printed(int every, Trainer trainer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        trainer.withListener(TrainingListener.printing(out, every)).fit(NETWORK, ROWS);
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
