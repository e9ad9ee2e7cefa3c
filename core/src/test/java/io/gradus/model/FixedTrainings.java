package io.gradus.model;

import io.gradus.data.ExampleData;
import io.gradus.data.Split;
import io.gradus.data.TestSize;
import io.gradus.layer.Activation;
import io.gradus.layer.Initializer;
import io.gradus.layer.Loss;
import io.gradus.train.Optimizer;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// Three trainings whose every bit is known, of all kinds of layer, loss and optimizer. Small, so that they also run
/// under `-Xint`.
public final class FixedTrainings {
    private FixedTrainings() {}

    /// Prints the hash of each, a line each.
    public static void main(String[] args) {
        hashes().forEach(System.out::println);
    }

    static List<String> hashes() {
        return List.of(hash(notebook()), hash(flowers()), hash(curves()));
    }

    static Model notebook() {
        return Recipe.builder("label")
                .hidden(2)
                .activation(Activation.sigmoid())
                .loss(Loss.mse())
                .smoothing(0.01)
                .optimizer(Optimizer.sgd(1e-3))
                .initializer(Initializer.standardNormal())
                .split(Split.head())
                .validation(TestSize.fraction(0))
                .standardise(false)
                .shuffle(false)
                .batchSize(1)
                .epochs(1000)
                .build()
                .fit(ExampleData.notebook())
                .model();
    }

    static Model flowers() {
        return Recipe.builder("kind")
                .hidden(7, 13, 5)
                .activation(Activation.relu(), Activation.tanh(), Activation.sigmoid())
                .dropout(0.1)
                .l2(1e-3)
                .epochs(20)
                .build()
                .fit(MadeUp.flowers())
                .model();
    }

    static Model curves() {
        return Recipe.builder("y", "z")
                .hidden(9)
                .activation(Activation.tanh())
                .optimizer(Optimizer.rprop())
                .epochs(50)
                .build()
                .fit(MadeUp.curves())
                .model();
    }

    /// SHA-256 of all parameters, eight bytes each, big-endian.
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
