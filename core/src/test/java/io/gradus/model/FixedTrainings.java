package io.gradus.model;

import io.gradus.data.NumberColumn;
import io.gradus.data.Table;
import io.gradus.data.TestSize;
import io.gradus.data.TextColumn;
import io.gradus.layer.Activation;
import io.gradus.layer.Initializer;
import io.gradus.layer.Loss;
import io.gradus.train.Optimizer;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Three trainings that never change, small enough for an interpreter; [ReproducibleModelTest] runs them in other JVMs.
final class FixedTrainings {
    private FixedTrainings() {}

    /// Prints a line `name hash` for each training.
    public static void main(String[] arguments) {
        hashes().forEach((name, hash) -> System.out.println(name + " " + hash));
    }

    /// By name of the training the SHA-256 of the parameters, eight bytes each, big-endian, in the flat order.
    static Map<String, String> hashes() {
        Map<String, String> hashes = new LinkedHashMap<>();
        hashes.put("notebook", hash(notebook().model()));
        hashes.put("deep", hash(deep().model()));
        hashes.put("regression", hash(regression().model()));
        return hashes;
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
    static Recipe.Fitted deep() {
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
                .build()
                .fit(SyntheticTables.clouds(90, centres, 0.7, 11));
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

    private static String hash(Model model) {
        double[] parameters = model.network().parameters();
        ByteBuffer bytes = ByteBuffer.allocate(8 * parameters.length);
        for (double parameter : parameters) {
            bytes.putDouble(parameter);
        }
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
