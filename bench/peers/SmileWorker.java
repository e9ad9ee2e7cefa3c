import java.util.Arrays;
import smile.classification.NeuralNetwork;
import smile.classification.NeuralNetwork.ActivationFunction;
import smile.classification.NeuralNetwork.ErrorFunction;

/// Smile 1.5.3, the last version under the Apache licence. It learns row by row, in double, with sigmoid hidden units.
record SmileWorker() implements Worker.Subject {
    public static void main(String[] args) throws Exception {
        Worker.serve(args, threads -> new SmileWorker());
    }

    @Override
    public String version() {
        return "Smile 1.5.3";
    }

    @Override
    public Worker.Steps train(Case of) throws Worker.Unsupported {
        if (of.rows() > 1) {
            throw new Worker.Unsupported("it learns row by row, without batches");
        }
        NeuralNetwork network = network(of);
        double[] x = of.x();
        int label = of.labels()[0];
        return noted(of, steps -> {
            for (long i = 0; i < steps; i++) {
                network.learn(x, label, 1);
            }
        });
    }

    @Override
    public Worker.Steps predict(Case of) {
        NeuralNetwork network = network(of);
        double[] x = Arrays.copyOf(of.x(), of.inputs());
        double[] y = new double[of.outputs()];
        return noted(of, steps -> {
            for (long i = 0; i < steps; i++) {
                network.predict(x, y);
            }
        });
    }

    private static NeuralNetwork network(Case of) {
        NeuralNetwork network = of.isDouble()
                ? new NeuralNetwork(
                        ErrorFunction.LEAST_MEAN_SQUARES, ActivationFunction.LOGISTIC_SIGMOID, of.sizes())
                : new NeuralNetwork(ErrorFunction.CROSS_ENTROPY, ActivationFunction.SOFTMAX, of.sizes());
        network.setLearningRate(Case.LEARNING_RATE);
        network.setMomentum(0);
        return network;
    }

    private static Worker.Steps noted(Case of, Worker.Steps steps) {
        return of.isDouble() ? steps : Worker.noted(steps, "double, and sigmoid hidden units");
    }
}
