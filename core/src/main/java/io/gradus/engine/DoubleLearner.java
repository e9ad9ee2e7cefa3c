package io.gradus.engine;

import io.gradus.layer.Architecture;
import io.gradus.math.Rounding;
import org.jspecify.annotations.Nullable;

/// See [Learner].
final class DoubleLearner implements Learner {
    /// With fewer numbers than this to copy or update the calling thread does it alone.
    private static final int WORTH_DIVIDING = 100_000;

    private final Team team;
    private final Pass pass;
    private final PenalisedLoss loss;
    private final int inputs;
    private final int outputs;
    // The caller's arrays, and the storage to work on.
    private final /* wide */ double[] callersP;
    private final /* wide */ double[] callersState;
    private final /* wide */ double[][] callersArrays;
    private final double[] p;
    private final double[][] arrays;
    private final double[] allX;
    private final double[] allT;
    private final double @Nullable [] allWeights;
    private final double[] x;
    private final double[] t;
    private final double[] weights;
    private final double[] g;
    private final Team.Phase gatherPhase = this::gatherPart;
    private final ParameterStep update;
    private final boolean isPlainDescent;
    /// The batch being gathered.
    private int[] order = {};

    private int from;
    private int rows;

    DoubleLearner(
            Task task,
            Team team,
            /* wide */ double[] p,
            /* wide */ double[] state,
            /* wide */ double[][] arrays,
            /* wide */ double[] scalars,
            /* wide */ double[] x,
            /* wide */ double[] t,
            /* wide */ double @Nullable [] weights) {
        this.team = team;
        Architecture architecture = task.architecture();
        pass = new Pass(task.seed());
        loss = new PenalisedLoss(architecture, task.loss(), task.l1(), task.l2(), task.maxBatch(), team);
        inputs = architecture.inputs();
        outputs = architecture.outputs();
        callersP = p;
        callersState = state;
        Storage.copy(state, loss.state());
        callersArrays = arrays;
        this.p = Storage.toDouble(p);
        this.arrays = new double[arrays.length][];
        for (int a = 0; a < arrays.length; a++) {
            this.arrays[a] = Storage.toDouble(arrays[a]);
        }
        allX = Storage.toDouble(x);
        allT = Storage.toDouble(t);
        allWeights = weights == null ? null : Storage.toDouble(weights);
        this.x = new double[Math.multiplyExact(task.maxBatch(), inputs)];
        this.t = new double[Math.multiplyExact(task.maxBatch(), outputs)];
        this.weights = new double[task.maxBatch()];
        g = new double[p.length];
        isPlainDescent = task.isPlainDescent();
        update = new ParameterStep(architecture, task.step(), team, this.p, g, this.arrays, scalars);
    }

    @Override
    public /* wide */ double step(int[] order, int from, int rows, long step, /* wide */ double learningRate) {
        if (areAdjacent(order, from, rows)) {
            loss.weigh(allWeights, order[from]);
            return step(allX, order[from] * inputs, allT, order[from] * outputs, rows, step, learningRate);
        }
        this.order = order;
        this.from = from;
        this.rows = rows;
        if ((long) rows * inputs < WORTH_DIVIDING) {
            gatherPart(0, 1);
        } else {
            team.run(gatherPhase);
        }
        loss.weigh(allWeights == null ? null : weights, 0);
        return step(x, 0, t, 0, rows, step, learningRate);
    }

    private /* wide */ double step(
            double[] x, int x0, double[] t, int t0, int rows, long step, /* wide */ double learningRate) {
        if (rows == 1 && isPlainDescent) {
            return loss.descendOne(p, x, x0, t, t0, pass.training(step), Rounding.toDouble(learningRate));
        }
        update.begin(learningRate, step);
        /* wide */ double value =
                loss.valueAndGradient(p, x, x0, t, t0, rows, pass.training(step), g, update.duringBackward());
        update.finish(value);
        loss.advanceState(rows);
        return value;
    }

    /// Whether these rows follow each other in the data, so that they can be used where they lie.
    private static boolean areAdjacent(int[] order, int from, int rows) {
        int row = 1;
        while (row < rows && order[from + row] == order[from] + row) {
            row++;
        }
        return row == rows;
    }

    private void gatherPart(int part, int parts) {
        int end = Team.first(rows, 1, part + 1, parts);
        for (int row = Team.first(rows, 1, part, parts); row < end; row++) {
            int source = order[from + row];
            System.arraycopy(allX, source * inputs, x, row * inputs, inputs);
            System.arraycopy(allT, source * outputs, t, row * outputs, outputs);
            if (allWeights != null) {
                weights[row] = allWeights[source];
            }
        }
    }

    @Override
    public void update(
            /* wide */ double[] gradient, /* wide */ double loss, long step, /* wide */ double learningRate) {
        Storage.copy(gradient, g);
        update.begin(learningRate, step);
        update.hear(loss);
        update.updateAll();
        update.constrain();
    }

    @Override
    public void load() {
        Storage.copy(callersP, p);
        Storage.copy(callersState, loss.state());
        for (int a = 0; a < arrays.length; a++) {
            Storage.copy(callersArrays[a], arrays[a]);
        }
    }

    @Override
    public void store() {
        Storage.copy(p, callersP);
        Storage.copy(loss.state(), callersState);
        for (int a = 0; a < arrays.length; a++) {
            Storage.copy(arrays[a], callersArrays[a]);
        }
    }

    @Override
    public int firstNonFiniteLayer(int rows) {
        return loss.firstNonFiniteLayer(rows);
    }
}
