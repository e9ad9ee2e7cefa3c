import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.Arrays;

/// libtorch through DJL: its trainer, with the arrays of a step freed after the step as its own training loop does.
/// Threads are set by the JVM's options.
record LibtorchWorker() implements Worker.Subject {
    public static void main(String[] args) throws Exception {
        Worker.serve(args, threads -> new LibtorchWorker());
    }

    @Override
    public String version() {
        Engine engine = Engine.getInstance();
        return "libtorch " + engine.getVersion() + ", DJL " + Engine.getDjlVersion();
    }

    @Override
    public Worker.Steps train(Case of) {
        Trainer trainer = trainer(of, DataType.FLOAT32);
        NDManager data = trainer.getManager();
        NDArray x = array(data, of.x(), of.inputs(), DataType.FLOAT32);
        NDArray t = of.isDouble()
                ? array(data, of.targets(), of.outputs(), DataType.FLOAT32)
                : data.create(of.labels()).toType(DataType.INT64, false);
        Worker.Steps training = steps -> {
            for (long i = 0; i < steps; i++) {
                try (NDManager step = data.newSubManager()) {
                    x.attach(step);
                    t.attach(step);
                    try (GradientCollector gradients = trainer.newGradientCollector()) {
                        NDList y = trainer.forward(new NDList(x));
                        gradients.backward(trainer.getLoss().evaluate(new NDList(t), y));
                    }
                    trainer.step();
                    x.attach(data);
                    t.attach(data);
                }
            }
        };
        return of.isDouble() ? Worker.noted(training, "float, as DJL's trainer takes no step in double") : training;
    }

    @Override
    public Worker.Steps predict(Case of) {
        DataType type = of.isDouble() ? DataType.FLOAT64 : DataType.FLOAT32;
        Trainer trainer = trainer(of, type);
        NDManager data = trainer.getManager();
        NDArray x = array(data, Arrays.copyOf(of.x(), of.inputs()), of.inputs(), type);
        ParameterStore parameters = new ParameterStore(data, false);
        return steps -> {
            for (long i = 0; i < steps; i++) {
                try (NDManager step = data.newSubManager()) {
                    x.attach(step);
                    NDArray y = trainer.getModel()
                            .getBlock()
                            .forward(parameters, new NDList(x), false)
                            .singletonOrThrow();
                    if (!of.isDouble()) {
                        y.softmax(1);
                    }
                    x.attach(data);
                }
            }
        };
    }

    private static Trainer trainer(Case of, DataType type) {
        int[] sizes = of.sizes();
        SequentialBlock network = new SequentialBlock();
        for (int i = 1; i < sizes.length; i++) {
            network.add(Linear.builder().setUnits(sizes[i]).build());
            if (of.isDouble()) {
                network.add(Activation::sigmoid);
            } else if (i < sizes.length - 1) {
                network.add(Activation::relu);
            }
        }
        Model model = Model.newInstance("network");
        model.setDataType(type);
        model.setBlock(network);
        Optimizer descent = Optimizer.sgd()
                .setLearningRateTracker(Tracker.fixed((float) Case.LEARNING_RATE))
                .build();
        Loss loss = of.isDouble() ? Loss.l2Loss("mse", 1) : Loss.softmaxCrossEntropyLoss();
        Trainer trainer = model.newTrainer(
                new DefaultTrainingConfig(loss).optOptimizer(descent).optDevices(new Device[] {Device.cpu()}));
        trainer.initialize(new Shape(1, of.inputs()));
        return trainer;
    }

    private static NDArray array(NDManager manager, double[] values, int width, DataType type) {
        Shape shape = new Shape(values.length / width, width);
        return type == DataType.FLOAT64 ? manager.create(values, shape) : manager.create(Case.floats(values), shape);
    }
}
