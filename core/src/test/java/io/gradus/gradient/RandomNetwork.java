package io.gradus.gradient;

import io.gradus.layer.Activation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Initializer;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import io.gradus.layer.ParameterBlock;
import io.gradus.math.CounterRandom;
import io.gradus.math.CounterRandom.Purpose;
import io.gradus.network.Network;
import java.util.ArrayList;
import java.util.List;

/// A network with a loss and a batch, drawn: 1 to 4 layers of 1 to 6 units, any activations, a loss that suits the last,
/// 1 to 8 rows, often a penalty, weights from N(0, 1), and inputs that are now and then scaled badly, up to 1e3. exp is at
/// outputs alone; where it overflows, another network is drawn.
record RandomNetwork(Objective objective, double[] p, Batch batch) {
    private static final List<Double> SCALES = List.of(1.0, 1.0, 1.0, 1e-3, 10.0, 1e3);

    /// Between the seeds of a network and of that in its place.
    private static final long ANOTHER = 1_000_000;

    /// @param activations of the hidden layers, and of the output where the loss leaves it open
    static RandomNetwork draw(long seed, List<Activation> activations) {
        RandomNetwork network = drawAny(seed, activations);
        double loss = network.objective.loss(network.p, network.batch, 0);
        return Double.isFinite(loss) ? network : draw(seed + ANOTHER, activations);
    }

    private static RandomNetwork drawAny(long seed, List<Activation> activations) {
        CounterRandom random = new CounterRandom(seed);
        int depth = 1 + below(random, 4, 0);
        Loss loss = Loss.all().get(below(random, Loss.all().size(), 1));
        int inputs = 1 + below(random, 6, 2);
        List<Layer> layers = new ArrayList<>();
        for (int l = 1; l <= depth; l++) {
            int units = 1 + below(random, 6, 10 * l);
            List<Activation> choice = l == depth ? activations : without(activations, Activation.exp());
            Activation activation = choice.get(below(random, choice.size(), 10 * l + 1));
            if (l == depth && loss.equals(Loss.binaryCrossEntropy())) {
                activation = Activation.sigmoid();
            } else if (l == depth && loss.equals(Loss.categoricalCrossEntropy())) {
                activation = Activation.softmax();
            } else if (l == depth && loss.equals(Loss.poisson())) {
                activation = Activation.exp();
            }
            layers.add(Layer.dense(units, activation));
        }
        Architecture architecture = new Architecture(inputs, layers);
        int rows = 1 + below(random, 8, 3);
        double l2 = below(random, 2, 4) * 0.1 * random.uniform(Purpose.SYNTHETIC_DATA, 0, 0, 5);
        double[] x = new double[rows * inputs];
        for (int i = 0; i < x.length; i++) {
            double scale = SCALES.get(below(random, SCALES.size(), 100 + i % inputs)); // each column its own
            x[i] = scale * random.normal(Purpose.SYNTHETIC_DATA, 1, 0, i);
        }
        int outputs = architecture.outputs();
        double[] t = new double[rows * outputs];
        for (int row = 0; row < rows; row++) {
            t[row * outputs + below(random, outputs, 200 + row)] = 1;
        }
        Objective objective = new Objective(architecture, loss, l2, seed, rows);
        double[] p = Initializer.standardNormal().draw(architecture, seed);
        if (loss.equals(Loss.poisson())) {
            boundRates(architecture, p, x, rows);
        }
        return new RandomNetwork(objective, p, new Batch(x, t, rows));
    }

    /// Makes the output layer's parameters so small that no rate e^z is above e⁴.
    private static void boundRates(Architecture architecture, double[] p, double[] x, int rows) {
        double[] rates = Network.of(architecture, p).predict(x, rows);
        double largest = 0;
        for (double rate : rates) {
            largest = Math.max(largest, Math.abs(StrictMath.log(rate)));
        }
        double factor = 4 / Math.max(4, Math.min(largest, 1e5)); // infinite where e^z is
        for (ParameterBlock block : architecture
                .blocks()
                .subList(architecture.blocks().size() - 2, architecture.blocks().size())) {
            for (int i = block.offset(); i < block.offset() + block.size(); i++) {
                p[i] *= factor;
            }
        }
    }

    private static List<Activation> without(List<Activation> activations, Activation one) {
        return activations.stream().filter(f -> !f.equals(one)).toList();
    }

    private static int below(CounterRandom random, int bound, int element) {
        return random.below(bound, Purpose.SYNTHETIC_DATA, 0, 1, element);
    }

    /// By backpropagation.
    double[] gradient() {
        double[] g = new double[p.length];
        GradientMethod.backpropagation().lossAndGradient(objective, p.clone(), batch, 0, g);
        return g;
    }
}
