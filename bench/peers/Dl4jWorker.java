import java.util.Arrays;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/// Deeplearning4j: `fit` on one prepared data set. Threads are set by the environment (OMP_NUM_THREADS).
record Dl4jWorker() implements Worker.Subject {
    public static void main(String[] args) throws Exception {
        Worker.serve(args, threads -> new Dl4jWorker());
    }

    @Override
    public String version() {
        return "Deeplearning4j 1.0.0-M2.1, BLAS: "
                + Nd4j.factory().blas().getBlasVendor().toString().toLowerCase() + ", threads: "
                + Nd4j.factory().blas().getMaxThreads();
    }

    @Override
    public Worker.Steps train(Case of) {
        MultiLayerNetwork network = network(of);
        DataSet data = new DataSet(
                array(of.x(), of.inputs(), of.isDouble()), array(of.targets(), of.outputs(), of.isDouble()));
        return steps -> {
            for (long i = 0; i < steps; i++) {
                network.fit(data);
            }
        };
    }

    @Override
    public Worker.Steps predict(Case of) {
        MultiLayerNetwork network = network(of);
        INDArray x = array(Arrays.copyOf(of.x(), of.inputs()), of.inputs(), of.isDouble());
        return steps -> {
            for (long i = 0; i < steps; i++) {
                network.output(x);
            }
        };
    }

    private static MultiLayerNetwork network(Case of) {
        int[] sizes = of.sizes();
        int last = sizes.length - 1;
        var layers = new NeuralNetConfiguration.Builder()
                .seed(42)
                .dataType(of.isDouble() ? DataType.DOUBLE : DataType.FLOAT)
                .updater(new Sgd(Case.LEARNING_RATE))
                .weightInit(WeightInit.XAVIER)
                .list();
        for (int i = 1; i < last; i++) {
            layers.layer(new DenseLayer.Builder()
                    .nIn(sizes[i - 1])
                    .nOut(sizes[i])
                    .activation(of.isDouble() ? Activation.SIGMOID : Activation.RELU)
                    .build());
        }
        layers.layer(new OutputLayer.Builder(of.isDouble() ? LossFunction.MSE : LossFunction.MCXENT)
                .nIn(sizes[last - 1])
                .nOut(sizes[last])
                .activation(of.isDouble() ? Activation.SIGMOID : Activation.SOFTMAX)
                .build());
        MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
        network.init();
        return network;
    }

    private static INDArray array(double[] values, int width, boolean isDouble) {
        DataType type = isDouble ? DataType.DOUBLE : DataType.FLOAT;
        return Nd4j.create(values, new long[] {values.length / width, width}, type);
    }
}
