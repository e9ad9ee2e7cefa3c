package io.gradus.app.npz;

import io.gradus.InputException;
import io.gradus.diagnosis.Diagnosis;
import io.gradus.diagnosis.Situation;
import io.gradus.file.Npz;
import io.gradus.gradient.Verdict;
import io.gradus.layer.Activation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import io.gradus.layer.Precision;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A check of gradients that NumPy saved, with the network and the batch they belong to.
///
/// @param heading what was checked
/// @param diagnosis the verdict
/// @param notes what was done to a gradient whose shape is not its parameter's, a sentence each
public record NpzCheck(String heading, Diagnosis diagnosis, List<String> notes) {
    public NpzCheck {
        notes = List.copyOf(notes);
    }

    /// What the arrays do not say.
    ///
    /// @param outIn whether weights, and their gradients, are [out × in]
    /// @param activations one a layer, the output's last; empty for sigmoid everywhere
    public record Settings(boolean outIn, List<Activation> activations, Loss loss) {
        public Settings {
            activations = List.copyOf(activations);
        }
    }

    /// Reads a file and judges the gradients in it.
    ///
    /// @throws io.gradus.InputException if the arrays are not those of a network, a batch and its gradients
    /// @throws IllegalArgumentException if the activations are not one a layer, or the loss cannot follow the last
    public static NpzCheck of(Path file, Settings settings) {
        NpzArrays arrays = new NpzArrays(file.toString(), Npz.read(file));
        NpzCheck check = judge(file, arrays, settings);
        if (check.verdict() != Verdict.FAIL || !passesTurned(file, arrays, settings)) {
            return check;
        }
        List<String> notes = new ArrayList<>(check.notes);
        notes.add((settings.outIn ? "Without" : "With") + " --weights out-in every gradient passes.");
        return new NpzCheck(check.heading, check.diagnosis, notes);
    }

    private Verdict verdict() {
        return diagnosis.report().verdict();
    }

    /// Whether all is right with weights read the other way: the shapes of square ones don't tell.
    private static boolean passesTurned(Path file, NpzArrays arrays, Settings settings) {
        if (!NpzNetwork.fits(arrays, !settings.outIn)) {
            return false;
        }
        Settings turned = new Settings(!settings.outIn, settings.activations, settings.loss);
        try {
            return judge(file, arrays, turned).verdict() == Verdict.PASS;
        } catch (InputException e) { // a gradient has a shape that does not fit then
            return false;
        }
    }

    private static NpzCheck judge(Path file, NpzArrays arrays, Settings settings) {
        NpzNetwork network = NpzNetwork.of(arrays, settings.outIn());
        List<String> notes = new ArrayList<>();
        double[] g = new NpzGradients(arrays, network).flat(notes);
        Architecture architecture = architecture(network, settings.activations());
        Situation situation = Situation.of(
                        architecture,
                        settings.loss(),
                        network.parameters(),
                        network.batch().x(),
                        network.batch().t(),
                        network.batch().count())
                .withFirstNumber(arrays.first())
                .withPrecision(precision(arrays));
        Double l2 = arrays.number("l2", false);
        if (l2 != null) {
            situation = situation.withL2(l2);
        }
        NpzNetwork.Rows previous = network.previous();
        if (previous != null) { // after l2, which it takes over
            situation = situation.withPrevious(previous.x(), previous.t(), previous.count());
        }
        Double learningRate = arrays.number("lr", true);
        if (learningRate != null) {
            situation = situation.withLearningRate(learningRate);
        }
        Precision precision = situation.precision();
        String heading = "%s: gradients of a %s network on %s, in %s"
                .formatted(
                        file.getFileName(),
                        architecture.sizes(),
                        network.batch().count() == 1
                                ? "one sample"
                                : network.batch().count() + " samples",
                        precision == Precision.FLOAT ? "float32" : "float64");
        return new NpzCheck(heading, Diagnosis.of(situation, g), notes);
    }

    private static Architecture architecture(NpzNetwork network, List<Activation> given) {
        int layers = network.layers();
        if (!given.isEmpty() && given.size() != layers) {
            throw new IllegalArgumentException("--activation: expected %d, one a layer, the output's last, got %d: %s"
                    .formatted(
                            layers,
                            given.size(),
                            String.join(
                                    ",", given.stream().map(Activation::name).toList())));
        }
        return Architecture.of(
                network.inputs(),
                IntStream.range(0, layers)
                        .mapToObj(l ->
                                Layer.dense(network.outputs(l), given.isEmpty() ? Activation.sigmoid() : given.get(l)))
                        .toArray(Layer[]::new));
    }

    /// Float as soon as an array of the network or of its gradient is float32. x and t don't count: NumPy computes in
    /// float64 where the weights are.
    private static Precision precision(NpzArrays arrays) {
        return arrays.numbered().anyMatch(array -> array.type().equals("float32")) ? Precision.FLOAT : Precision.DOUBLE;
    }
}
