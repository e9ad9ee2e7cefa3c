import java.util.Arrays;
import org.encog.Encog;
import org.encog.engine.network.activation.ActivationReLU;
import org.encog.engine.network.activation.ActivationSigmoid;
import org.encog.engine.network.activation.ActivationSoftMax;
import org.encog.ml.data.basic.BasicMLDataSet;
import org.encog.neural.error.CrossEntropyErrorFunction;
import org.encog.neural.networks.BasicNetwork;
import org.encog.neural.networks.layers.BasicLayer;
import org.encog.neural.networks.training.propagation.back.Backpropagation;

/// Encog, in double: an iteration over a data set that is the one batch.
record EncogWorker(int threads) implements Worker.Subject {
    public static void main(String[] args) throws Exception {
        Worker.serve(args, EncogWorker::new);
    }

    @Override
    public String version() {
        return "Encog " + Encog.VERSION;
    }

    @Override
    public Worker.Steps train(Case of) {
        var data = new BasicMLDataSet(Case.rowsOf(of.x(), of.inputs()), Case.rowsOf(of.targets(), of.outputs()));
        // It adds the rows' gradients up where others take their mean.
        double rate = Case.LEARNING_RATE / of.rows();
        Backpropagation training = new Backpropagation(network(of), data, rate, 0);
        training.setThreadCount(threads);
        training.fixFlatSpot(false);
        if (!of.isDouble()) {
            training.setErrorFunction(new CrossEntropyErrorFunction());
        }
        return noted(of, steps -> {
            for (long i = 0; i < steps; i++) {
                training.iteration();
            }
        });
    }

    @Override
    public Worker.Steps predict(Case of) {
        BasicNetwork network = network(of);
        double[] x = Arrays.copyOf(of.x(), of.inputs());
        double[] y = new double[of.outputs()];
        return noted(of, steps -> {
            for (long i = 0; i < steps; i++) {
                network.compute(x, y);
            }
        });
    }

    private static BasicNetwork network(Case of) {
        int[] sizes = of.sizes();
        int last = sizes.length - 1;
        BasicNetwork network = new BasicNetwork();
        network.addLayer(new BasicLayer(null, true, sizes[0]));
        for (int i = 1; i < last; i++) {
            network.addLayer(new BasicLayer(of.isDouble() ? new ActivationSigmoid() : new ActivationReLU(), true, sizes[i]));
        }
        network.addLayer(
                new BasicLayer(of.isDouble() ? new ActivationSigmoid() : new ActivationSoftMax(), false, sizes[last]));
        network.getStructure().finalizeStructure();
        network.reset(42);
        return network;
    }

    private static Worker.Steps noted(Case of, Worker.Steps steps) {
        return of.isDouble() ? steps : Worker.noted(steps, "double");
    }
}
