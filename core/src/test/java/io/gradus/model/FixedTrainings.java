package io.gradus.model;

import io.gradus.data.Dataset;
import io.gradus.data.NumberColumn;
import io.gradus.data.Table;
import io.gradus.data.TestSize;
import io.gradus.data.TextColumn;
import io.gradus.engine.KernelChoice;
import io.gradus.layer.Activation;
import io.gradus.layer.Initializer;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import io.gradus.layer.Precision;
import io.gradus.math.CounterRandom;
import io.gradus.math.CounterRandom.Purpose;
import io.gradus.network.Network;
import io.gradus.train.Optimizer;
import io.gradus.train.Trainer;
import io.gradus.train.TrainingSettings;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Trainings that never change; [ReproducibleModelTest] runs them in other JVMs. The small ones suit an interpreter,
/// the tiny one a JVM without fma: it takes less than 100,000.
final class FixedTrainings {
    private FixedTrainings() {}

    /// Prints the kernels in use, then a line `name hash` for each training.
    ///
    /// @param arguments `tiny`, `small` or `all`, and the number of threads
    public static void main(String[] arguments) {
        System.out.println(KernelChoice.description());
        int threads = Integer.parseInt(arguments[1]);
        if (arguments[0].equals("tiny")) {
            System.out.println("notebook " + hash(notebook().model().network()));
            return;
        }
        small(threads).forEach((name, hash) -> System.out.println(name + " " + hash));
        if (arguments[0].equals("all")) {
            large(threads).forEach((name, hash) -> System.out.println(name + " " + hash));
        }
    }

    /// By name of the training the SHA-256 of the parameters and running statistics, eight bytes each, big-endian, in the
    /// flat order.
    static Map<String, String> small(int threads) {
        Map<String, String> hashes = new LinkedHashMap<>();
        hashes.put("notebook", hash(notebook().model().network()));
        hashes.put("deep", hash(deep(Precision.DOUBLE, threads).model().network()));
        hashes.put("deep in float", hash(deep(Precision.FLOAT, threads).model().network()));
        hashes.put("regression", hash(regression().model().network()));
        hashes.put("normalised", hash(normalised(Precision.DOUBLE, threads)));
        hashes.put("normalised, in float", hash(normalised(Precision.FLOAT, threads)));
        return hashes;
    }

    /// Those that are divided among threads: a step is more than a million fma.
    static Map<String, String> large(int threads) {
        Map<String, String> hashes = new LinkedHashMap<>();
        hashes.put("wide", hash(wide(Precision.DOUBLE, 67, threads)));
        hashes.put("wide in float", hash(wide(Precision.FLOAT, 67, threads)));
        hashes.put("wide, one row a step", hash(wide(Precision.DOUBLE, 1, threads)));
        hashes.put("wide, one row a step, in float", hash(wide(Precision.FLOAT, 1, threads)));
        hashes.put("wide, normalised", hash(wideNormalised(Precision.DOUBLE, threads)));
        hashes.put("wide, normalised, in float", hash(wideNormalised(Precision.FLOAT, threads)));
        return hashes;
    }

    /// 784-61-35-10 with each activation, on made-up pixels; batches of odd size with a smaller one at the end.
    private static Network wide(Precision precision, int batch, int threads) {
        Network initial = Network.of(
                9,
                784,
                Layer.dense(61, Activation.relu()),
                Layer.dense(43, Activation.tanh()),
                Layer.dropout(0.1),
                Layer.dense(35, Activation.sigmoid()),
                Layer.dense(10, Activation.softmax()));
        return wide(initial, precision, batch, threads);
    }

    /// The like with both normalisations.
    private static Network wideNormalised(Precision precision, int threads) {
        Network initial = Network.of(
                9,
                784,
                Layer.dense(181, Activation.identity()),
                Layer.batchNorm(Activation.relu()),
                Layer.dropout(0.1),
                Layer.dense(43, Activation.identity()),
                Layer.layerNorm(Activation.tanh()),
                Layer.dense(35, Activation.identity()),
                Layer.batchNorm(Activation.sigmoid()),
                Layer.dense(10, Activation.softmax()));
        return wide(initial, precision, 67, threads);
    }

    private static Network wide(Network initial, Precision precision, int batch, int threads) {
        int rows = batch == 1 ? 30 : 300;
        CounterRandom random = new CounterRandom(7);
        double[][] x = new double[rows][784];
        double[][] t = new double[rows][10];
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < 784; i++) {
                x[row][i] = Math.max(0, random.normal(Purpose.SYNTHETIC_DATA, row, 0, i));
            }
            t[row][row % 10] = 1;
        }
        TrainingSettings settings = TrainingSettings.of(Loss.categoricalCrossEntropy())
                .withOptimizer(batch == 1 ? Optimizer.sgd(0.01) : Optimizer.adam(0.002))
                .withL2(1e-4)
                .withEpochs(2)
                .withBatchSize(batch)
                .withPrecision(precision);
        return new Trainer(settings)
                .withThreads(threads)
                .fit(initial, Dataset.of(x, t))
                .network();
    }

    /// Like the notebook's: 2-2-2 sigmoids, nine points, mse of smoothed classes, one row a step in the order given.
    static Recipe.Fitted notebook() {
        Table points = Table.of(
                "points",
                List.of(
                        NumberColumn.of("x1", 1, 2, 3, 6, 7, 8, 4, 5, 6),
                        NumberColumn.of("x2", 9, 8, 9, 2, 1, 3, 7, 6, 5),
                        TextColumn.of("class", "a", "a", "a", "b", "b", "b", "a", "b", "b")));
        return Recipe.builder("class")
                .hidden(2)
                .activation(Activation.sigmoid())
                .loss(Loss.mse())
                .smoothing(0.01)
                .standardise(false)
                .initializer(Initializer.standardNormal())
                .optimizer(Optimizer.sgd(0.5))
                .epochs(60)
                .batchSize(1)
                .shuffle(false)
                .test(TestSize.count(0))
                .validation(TestSize.count(0))
                .build()
                .fit(points);
    }

    /// Three hidden layers of odd sizes, Adam, dropout, L2, shuffled batches with a smaller one at the end, validation.
    static Recipe.Fitted deep(Precision precision, int threads) {
        double[][] centres = {{0, 0, 0}, {1.5, 0, 1}, {0, 1.5, -1}};
        return Recipe.builder("class")
                .hidden(17, 9, 5)
                .activation(Activation.tanh(), Activation.relu(), Activation.sigmoid())
                .optimizer(Optimizer.adam(0.01))
                .dropout(0.1)
                .l2(0.001)
                .epochs(8)
                .batchSize(7)
                .seed(-3)
                .precision(precision)
                .threads(threads)
                .build()
                .fit(SyntheticTables.clouds(90, centres, 0.7, 11));
    }

    /// Both normalisations, and dropout after them, a batch of odd size and a smaller one at the end.
    private static Network normalised(Precision precision, int threads) {
        double[][] centres = {{0, 0, 0}, {1.5, 0, 1}, {0, 1.5, -1}};
        PreparedData prepared = Recipe.builder("class")
                .epochs(6)
                .batchSize(7)
                .precision(precision)
                .build()
                .prepare(SyntheticTables.clouds(90, centres, 0.7, 11));
        Network initial = Network.of(
                4,
                3,
                Layer.dense(17, Activation.identity()),
                Layer.layerNorm(Activation.tanh()),
                Layer.dense(9, Activation.identity()),
                Layer.batchNorm(Activation.relu()),
                Layer.dropout(0.1),
                Layer.dense(3, Activation.softmax()));
        return new Trainer(prepared.settings())
                .withThreads(threads)
                .withValidation(prepared.validation())
                .fit(initial, prepared.training())
                .network();
    }

    /// RPROP on all rows at once, numbers standardised.
    static Recipe.Fitted regression() {
        return Recipe.builder("y")
                .hidden(8)
                .activation(Activation.tanh())
                .optimizer(Optimizer.rprop())
                .epochs(40)
                .seed(5)
                .build()
                .fit(SyntheticTables.sine(41));
    }

    private static String hash(Network network) {
        double[] parameters = network.parameters();
        double[] state = network.state();
        ByteBuffer bytes = ByteBuffer.allocate(8 * (parameters.length + state.length));
        for (double parameter : parameters) {
            bytes.putDouble(parameter);
        }
        for (double statistic : state) {
            bytes.putDouble(statistic);
        }
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
