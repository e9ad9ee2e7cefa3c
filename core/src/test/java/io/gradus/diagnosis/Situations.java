package io.gradus.diagnosis;

import io.gradus.layer.Activation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import io.gradus.math.CounterRandom;
import io.gradus.math.CounterRandom.Purpose;
import java.util.List;

/// Random networks with a batch, as learners have them: one to four layers of one to six units, every activation and
/// loss, batches of one to six rows, with and without a penalty, a learning rate and a step before.
final class Situations {
    /// Softmax and exp stand at outputs.
    private static final List<Activation> HIDDEN = Activation.all().stream()
            .filter(f -> !f.equals(Activation.softmax()) && !f.equals(Activation.exp()))
            .toList();

    private final CounterRandom random;
    private int drawn;

    private Situations(long seed) {
        random = new CounterRandom(seed);
    }

    static Situation random(long seed) {
        return new Situations(seed).draw();
    }

    private Situation draw() {
        int layers = 1 + below(4);
        int inputs = 1 + below(5);
        boolean square = below(3) == 0; // equal widths, where most things can be confused
        int width = square ? Math.max(2, inputs) : 0;
        Loss loss = Loss.all().get(below(Loss.all().size()));
        Layer[] list = new Layer[layers];
        for (int l = 0; l < layers - 1; l++) {
            list[l] = Layer.dense(square ? width : 1 + below(6), HIDDEN.get(below(HIDDEN.size())));
        }
        Activation output = switch (loss) {
            case Loss.OfDifference _ ->
                Activation.all().get(below(Activation.all().size()));
            case Loss.Poisson _ -> Activation.exp();
            case Loss.BinaryCrossEntropy _ -> Activation.sigmoid();
            case Loss.CategoricalCrossEntropy _ -> Activation.softmax();
        };
        int outputs = square ? width : 1 + below(4);
        if (output.equals(Activation.softmax())) {
            outputs = Math.max(2, outputs);
        }
        list[layers - 1] = Layer.dense(outputs, output);
        Architecture architecture = Architecture.of(square ? width : inputs, list);
        int rows = below(3) == 0 ? 1 : 1 + below(6);
        Situation s = Situation.of(
                architecture,
                loss,
                normals(architecture.parameterCount()),
                normals(rows * architecture.inputs()),
                targets(rows, architecture.outputs(), loss),
                rows);
        if (below(2) == 0) {
            s = s.withL2(0.01 * (1 + below(20)));
        }
        if (below(2) == 0) {
            s = s.withLearningRate(new double[] {0.001, 0.01, 0.1, 0.3}[below(4)]);
        }
        return s.withPrevious(normals(rows * architecture.inputs()), targets(rows, architecture.outputs(), loss), rows);
    }

    /// One-hot for classes, of 0 and 1 for decisions, counts for rates, any numbers for differences.
    private double[] targets(int rows, int outputs, Loss loss) {
        if (loss instanceof Loss.OfDifference) {
            return normals(rows * outputs);
        }
        double[] t = new double[rows * outputs];
        for (int r = 0; r < rows; r++) {
            if (loss instanceof Loss.CategoricalCrossEntropy) {
                t[r * outputs + below(outputs)] = 1;
            } else {
                for (int j = 0; j < outputs; j++) {
                    t[r * outputs + j] = below(loss instanceof Loss.Poisson ? 5 : 2);
                }
            }
        }
        return t;
    }

    private double[] normals(int n) {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = random.normal(Purpose.SYNTHETIC_DATA, 0, 0, drawn++);
        }
        return values;
    }

    int below(int bound) {
        return random.below(bound, Purpose.SYNTHETIC_DATA, 0, 1, drawn++);
    }
}
