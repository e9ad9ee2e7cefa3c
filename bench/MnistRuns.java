import io.gradus.data.Dataset;
import io.gradus.data.Idx;
import io.gradus.layer.Activation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Initializer;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import io.gradus.layer.Precision;
import io.gradus.network.Network;
import io.gradus.train.History;
import io.gradus.train.LearningRate;
import io.gradus.train.Optimizer;
import io.gradus.train.Regularisation;
import io.gradus.train.Trainer;
import io.gradus.train.TrainingListener;
import io.gradus.train.TrainingSettings;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/// Published results of plain networks on MNIST, trained anew: `java --add-modules jdk.incubator.vector -cp
/// 'app/target/lib/*' bench/MnistRuns.java FOLDER [ROW…]`, as a table in Markdown. With `time EPOCHS` in place of rows it
/// prints the seconds an epoch of the two rows of scikit-learn takes, for mnist_epochs.py.
///
/// Pixels are divided by 255; the parts are the original ones: 60,000 to train, 10,000 to test. Seeds are fixed, so a
/// table is the same each time but for the seconds.
final class MnistRuns {
    private static final int TRAIN = 60_000;

    private final Dataset training;
    private final Dataset test;

    MnistRuns(Path folder) {
        training = read(folder, "train");
        test = read(folder, "t10k");
    }

    /// A row of the table.
    ///
    /// @param published what the source says, as it says it
    /// @param reported which epoch's accuracy the source reports
    record Row(
            String name,
            String published,
            Reported reported,
            Dataset training,
            Dataset judged,
            List<Long> seeds,
            Architecture architecture,
            Initializer initializer,
            TrainingSettings settings) {}

    enum Reported {
        /// The best epoch's of the best run.
        PEAK,
        /// The last epoch's of the first run.
        LAST
    }

    public static void main(String[] arguments) throws Exception {
        MnistRuns bench = new MnistRuns(Path.of(arguments[0]));
        if (arguments.length > 2 && arguments[1].equals("time")) {
            bench.time(Integer.parseInt(arguments[2]));
            return;
        }
        List<String> wanted = List.of(arguments).subList(1, arguments.length);
        System.out.println("| setting | published | here | epochs | seconds an epoch | SHA-256 of the parameters |");
        System.out.println("| --- | --- | --- | --- | --- | --- |");
        for (Row row : bench.rows()) {
            if (wanted.isEmpty() || wanted.stream().anyMatch(row.name()::contains)) {
                bench.run(row);
            }
        }
    }

    private List<Row> rows() {
        TrainingSettings nielsen = TrainingSettings.of(Loss.mse())
                .withOptimizer(Optimizer.sgd(15)) // 3 for half the sum over 10 outputs
                .withBatchSize(10)
                .withEpochs(30)
                .withPrecision(Precision.FLOAT);
        // 10,000 steps of 100 rows; in the source each batch is drawn with replacement
        TrainingSettings scratch = TrainingSettings.of(Loss.categoricalCrossEntropy())
                .withOptimizer(Optimizer.sgd(0.1))
                .withBatchSize(100)
                .withEpochs(17)
                .withPrecision(Precision.FLOAT);
        // scikit-learn: alpha/2·Σw² over the batch's rows: λ = alpha / batch; at most 200 epochs, its benchmark's 400
        TrainingSettings sklearn = TrainingSettings.of(Loss.categoricalCrossEntropy())
                .withBatchSize(200)
                .withEpochs(400)
                .withStopping(io.gradus.train.Stopping.tolerance(1e-4, 10))
                .withL2(1e-4 / 200)
                .withPrecision(Precision.FLOAT);
        Architecture hundred = network(Activation.relu(), Activation.softmax(), 100, 100);
        return List.of(
                new Row(
                        "784-30-10 sigmoid, quadratic cost",
                        "95.42 % (peak, best of 3)",
                        Reported.PEAK,
                        training,
                        test,
                        List.of(1L, 2L, 3L),
                        network(Activation.sigmoid(), Activation.sigmoid(), 30),
                        Initializer.standardNormal(),
                        nielsen),
                new Row(
                        "784-100-10 sigmoid, quadratic cost",
                        "96.59 % (peak)",
                        Reported.PEAK,
                        training,
                        test,
                        List.of(1L, 2L, 3L),
                        network(Activation.sigmoid(), Activation.sigmoid(), 100),
                        Initializer.standardNormal(),
                        nielsen),
                // sums over the 10 outputs: rate 0.1 there is 1 for the mean; λ/n = 5/50,000, divided by 10 alike
                new Row(
                        "784-100-10 sigmoid, cross-entropy, λ 5, 50,000 images, learning rate 0.1 (chosen)",
                        "97.81 % (last, 10,000 validation images)",
                        Reported.LAST,
                        training.select(range(0, 50_000)),
                        training.select(range(50_000, TRAIN)),
                        List.of(1L),
                        network(Activation.sigmoid(), Activation.sigmoid(), 100),
                        Initializer.lecunNormal().withBias(Initializer.standardNormal()),
                        TrainingSettings.of(Loss.binaryCrossEntropy())
                                .withOptimizer(Optimizer.sgd(1))
                                .withL2(5.0 / 50_000 / 10)
                                .withBatchSize(10)
                                .withEpochs(30)
                                .withPrecision(Precision.FLOAT)),
                new Row(
                        "784-50-10 relu, weights N(0, 0.01²), SGD 0.1, batch 100, 17 epochs (10,200 steps)",
                        "96.90 %",
                        Reported.LAST,
                        training,
                        test,
                        List.of(1L),
                        network(Activation.relu(), Activation.softmax(), 50),
                        Initializer.normal(0.01),
                        scratch),
                new Row(
                        "784-50-10 sigmoid, the same",
                        "94.65 %",
                        Reported.LAST,
                        training,
                        test,
                        List.of(1L),
                        network(Activation.sigmoid(), Activation.softmax(), 50),
                        Initializer.normal(0.01),
                        scratch),
                new Row(
                        "784-100-100-10 relu, Adam 0.001, alpha 1e-4, batch 200, until scikit-learn's tolerance",
                        "97.76 %",
                        Reported.LAST,
                        training,
                        test,
                        List.of(1L),
                        hundred,
                        Initializer.glorotUniform(),
                        sklearn.withOptimizer(Optimizer.adam(0.001))),
                new Row(
                        "784-100-100-10 relu, SGD 0.2, momentum 0.9, the same",
                        "97.13 %",
                        Reported.LAST,
                        training,
                        test,
                        List.of(1L),
                        hundred,
                        Initializer.glorotUniform(),
                        sklearn.withOptimizer(Optimizer.nesterov(0.2, 0.9))),
                new Row(
                        "784-1024-1024-10 relu, dropout 0.2 of inputs and 0.5 of hidden units, Adam, cosine",
                        "(ours)",
                        Reported.LAST,
                        training,
                        test,
                        List.of(1L),
                        Architecture.of(
                                784,
                                Layer.dropout(0.2),
                                Layer.dense(1024, Activation.relu()),
                                Layer.dropout(0.5),
                                Layer.dense(1024, Activation.relu()),
                                Layer.dropout(0.5),
                                Layer.dense(10, Activation.softmax())),
                        Initializer.automatic(),
                        TrainingSettings.of(Loss.categoricalCrossEntropy())
                                .withOptimizer(Optimizer.adam(0.001))
                                .withLearningRate(LearningRate.cosine(0.01))
                                .withBatchSize(128)
                                .withEpochs(20)
                                .withPrecision(Precision.FLOAT)));
    }

    private static Architecture network(Activation hidden, Activation output, int... units) {
        List<Layer> layers = new java.util.ArrayList<>();
        for (int n : units) {
            layers.add(Layer.dense(n, hidden));
        }
        layers.add(Layer.dense(10, output));
        return new Architecture(784, layers);
    }

    private void run(Row row) throws Exception {
        double best = 0;
        int epochs = 0;
        double seconds = 0;
        Network last = Network.initialized(row.architecture(), row.initializer(), 0);
        for (long seed : row.seeds()) {
            double[] peak = new double[1];
            TrainingListener listener = row.reported() == Reported.LAST
                    ? TrainingListener.NONE
                    : new TrainingListener() {
                        @Override
                        public void epoch(History.Epoch epoch, Supplier<Network> network) {
                            peak[0] = Math.max(peak[0], accuracy(network.get(), row.judged()));
                        }
                    };
            long start = System.nanoTime();
            Trainer.Trained trained = new Trainer(row.settings().withSeed(seed))
                    .withListener(listener)
                    .fit(Network.initialized(row.architecture(), row.initializer(), seed), row.training());
            seconds += (System.nanoTime() - start) / 1e9;
            epochs += trained.history().epochs().size();
            last = trained.network();
            best = Math.max(best, row.reported() == Reported.LAST ? accuracy(last, row.judged()) : peak[0]);
        }
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %.2f %% | %s%d | %.2f | `%s` |%n",
                row.name(),
                row.published(),
                100 * best,
                row.seeds().size() > 1 ? row.seeds().size() + " × " : "",
                epochs / row.seeds().size(),
                seconds / epochs,
                hash(last.parameters()).substring(0, 12));
    }

    /// Adam first, then SGD; reading the data does not count.
    private void time(int epochs) {
        for (Row row : rows()) {
            if (row.name().startsWith("784-100-100-10")) {
                long start = System.nanoTime();
                new Trainer(row.settings().withEpochs(epochs))
                        .fit(Network.initialized(row.architecture(), row.initializer(), 1), training);
                System.out.println((System.nanoTime() - start) / 1e9 / epochs);
            }
        }
    }

    private static double accuracy(Network network, Dataset data) {
        double[] y = network.predict(data.x(), data.rows());
        int right = 0;
        for (int row = 0; row < data.rows(); row++) {
            int best = 0;
            for (int j = 1; j < 10; j++) {
                best = y[10 * row + j] > y[10 * row + best] ? j : best;
            }
            right += data.t()[10 * row + best] == 1 ? 1 : 0;
        }
        return (double) right / data.rows();
    }

    private static Dataset read(Path folder, String part) {
        double[] x = Idx.read(folder.resolve(part + "-images-idx3-ubyte.gz")).values();
        double[] labels = Idx.read(folder.resolve(part + "-labels-idx1-ubyte.gz")).values();
        for (int i = 0; i < x.length; i++) {
            x[i] /= 255;
        }
        double[] t = new double[10 * labels.length];
        for (int row = 0; row < labels.length; row++) {
            t[10 * row + (int) labels[row]] = 1;
        }
        return Dataset.of(labels.length, 784, 10, x, t);
    }

    private static int[] range(int from, int to) {
        int[] rows = new int[to - from];
        Arrays.setAll(rows, i -> from + i);
        return rows;
    }

    private static String hash(double[] parameters) throws Exception {
        ByteBuffer bytes = ByteBuffer.allocate(8 * parameters.length);
        for (double parameter : parameters) {
            bytes.putDouble(parameter);
        }
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
    }
}
