import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.TensorFlow;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/// TensorFlow's graph through its Java API: the graph is built once, and a runner with its feeds and its one target is
/// made once and run over and over. The executor that takes the operations one after the other halves the time of small
/// steps; each operation may still use all threads. It wants resource variables.
record TensorFlowWorker(int threads) implements Worker.Subject {
    public static void main(String[] args) throws Exception {
        Worker.serve(args, TensorFlowWorker::new);
    }

    @Override
    public String version() {
        return "TensorFlow " + TensorFlow.version();
    }

    @Override
    public Worker.Steps train(Case of) {
        return of.isDouble() ? trainIn(of, TFloat64.class) : trainIn(of, TFloat32.class);
    }

    @Override
    public Worker.Steps predict(Case of) {
        return of.isDouble() ? predictIn(of, TFloat64.class) : predictIn(of, TFloat32.class);
    }

    /// The network in a graph of its own, with a session.
    private static final class Model<T extends TNumber> {
        final Case of;
        final Graph graph = new Graph();
        final Ops tf = Ops.create(graph);
        final List<Operand<TType>> variables = new ArrayList<>();
        /// The variables' values as the network reads them.
        final List<Operand<T>> values = new ArrayList<>();
        final Placeholder<T> x;
        /// What goes into the outputs' activation.
        final Operand<T> logits;

        private final Class<T> type;
        private final List<Op> initializers = new ArrayList<>();

        Model(Case of, Class<T> type) {
            this.of = of;
            this.type = type;
            int[] sizes = of.sizes();
            x = tf.placeholder(type, Placeholder.shape(Shape.of(-1, sizes[0])));
            Operand<T> h = x;
            for (int i = 1; i < sizes.length; i++) {
                Operand<T> w = variable(sizes[i - 1], sizes[i]);
                Operand<T> b = variable(sizes[i]);
                h = tf.nn.biasAdd(tf.linalg.matMul(h, w), b);
                if (i < sizes.length - 1) {
                    h = of.isDouble() ? tf.math.sigmoid(h) : tf.nn.relu(h);
                }
            }
            logits = h;
        }

        private Operand<T> variable(int... shape) {
            Shape dimensions = Shape.of(Arrays.stream(shape).asLongStream().toArray());
            VarHandleOp variable = tf.varHandleOp(type, dimensions, VarHandleOp.sharedName("v" + variables.size()));
            Operand<T> draw = tf.random.truncatedNormal(tf.array(shape), type);
            initializers.add(tf.assignVariableOp(variable, tf.math.mul(draw, constant(0.05))));
            variables.add(variable);
            values.add(tf.readVariableOp(variable, type));
            return values.getLast();
        }

        Operand<T> constant(double value) {
            return tf.dtypes.cast(tf.constant(value), type);
        }

        Session session(int threads) {
            ConfigProto settings = ConfigProto.newBuilder()
                    .setIntraOpParallelismThreads(threads)
                    .setInterOpParallelismThreads(1)
                    .setExperimental(ConfigProto.Experimental.newBuilder().setExecutorType("SINGLE_THREADED_EXECUTOR"))
                    .build();
            Session session = new Session(graph, settings);
            Session.Runner runner = session.runner();
            initializers.forEach(runner::addTarget);
            runner.run();
            return session;
        }
    }

    private <T extends TNumber> Worker.Steps trainIn(Case of, Class<T> type) {
        Model<T> model = new Model<>(of, type);
        Ops tf = model.tf;
        Placeholder<T> t = tf.placeholder(type, Placeholder.shape(Shape.of(-1, of.outputs())));
        Operand<T> loss = of.isDouble()
                ? tf.math.mean(
                        tf.math.squaredDifference(tf.math.sigmoid(model.logits), t), tf.array(0, 1))
                : tf.math.mean(tf.nn.softmaxCrossEntropyWithLogits(model.logits, t).loss(), tf.array(0));
        var gradients = tf.gradients(loss, model.values);
        Operand<T> rate = model.constant(Case.LEARNING_RATE);
        List<Op> updates = new ArrayList<>();
        for (int i = 0; i < model.variables.size(); i++) {
            updates.add(tf.train.resourceApplyGradientDescent(model.variables.get(i), rate, gradients.<T>dy(i)));
        }
        Op update = tf.withControlDependencies(updates).noOp();
        Session.Runner step = model.session(threads)
                .runner()
                .feed(model.x, tensor(of.x(), of.inputs(), of.isDouble()))
                .feed(t, tensor(of.targets(), of.outputs(), of.isDouble()))
                .addTarget(update);
        return steps -> {
            for (long i = 0; i < steps; i++) {
                step.run().close();
            }
        };
    }

    private <T extends TNumber> Worker.Steps predictIn(Case of, Class<T> type) {
        Model<T> model = new Model<>(of, type);
        Operand<T> y = of.isDouble() ? model.tf.math.sigmoid(model.logits) : model.tf.nn.softmax(model.logits);
        double[] row = Arrays.copyOf(of.x(), of.inputs());
        Session.Runner prediction = model.session(threads)
                .runner()
                .feed(model.x, tensor(row, of.inputs(), of.isDouble()))
                .fetch(y);
        return steps -> {
            for (long i = 0; i < steps; i++) {
                prediction.run().close();
            }
        };
    }

    private static Tensor tensor(double[] values, int width, boolean isDouble) {
        Shape shape = Shape.of(values.length / width, width);
        return isDouble
                ? TFloat64.tensorOf(shape, DataBuffers.of(values))
                : TFloat32.tensorOf(shape, DataBuffers.of(Case.floats(values)));
    }
}
