package io.gradus.engine;

import io.gradus.layer.Architecture;
import io.gradus.math.Rounding;

/// See [Learner].
final class DoubleLearner implements Learner {
    /// With fewer parameters than this the calling thread updates them alone.
    private static final int WORTH_DIVIDING = 100_000;

    private final Task task;
    private final Team team;
    private final Pass pass;
    private final PenalisedLoss loss;
    private final int inputs;
    private final int outputs;
    // The caller's arrays, and the storage to work on.
    private final /* wide */ double[] callersP;
    private final /* wide */ double[][] callersArrays;
    private final /* wide */ double[] scalars;
    private final double[] p;
    private final double[][] arrays;
    private final double[] allX;
    private final double[] allT;
    private final double[] x;
    private final double[] t;
    private final double[] g;
    private final Team.Phase updatePhase = this::updatePart;

    DoubleLearner(
            Task task,
            Team team,
            /* wide */ double[] p,
            /* wide */ double[][] arrays,
            /* wide */ double[] scalars,
            /* wide */ double[] x,
            /* wide */ double[] t) {
        this.task = task;
        this.team = team;
        Architecture architecture = task.architecture();
        pass = new Pass(task.seed());
        loss = new PenalisedLoss(architecture, task.loss(), task.l2(), task.maxBatch(), team);
        inputs = architecture.inputs();
        outputs = architecture.outputs();
        callersP = p;
        callersArrays = arrays;
        this.scalars = scalars;
        this.p = Storage.toDouble(p);
        this.arrays = new double[arrays.length][];
        for (int a = 0; a < arrays.length; a++) {
            this.arrays[a] = Storage.toDouble(arrays[a]);
        }
        allX = Storage.toDouble(x);
        allT = Storage.toDouble(t);
        this.x = new double[Math.multiplyExact(task.maxBatch(), inputs)];
        this.t = new double[Math.multiplyExact(task.maxBatch(), outputs)];
        g = new double[p.length];
    }

    @Override
    public /* wide */ double step(int[] order, int from, int rows, long step) {
        gather(allX, inputs, order, from, rows, x);
        gather(allT, outputs, order, from, rows, t);
        if (rows == 1 && task.l2() == 0 && task.rule() instanceof UpdateRule.Sgd(/* wide */ double rate)) {
            return loss.descendOne(p, x, t, pass.training(step), Rounding.toDouble(rate));
        }
        /* wide */ double value = loss.valueAndGradient(p, x, t, rows, pass.training(step), g);
        update();
        return value;
    }

    private static void gather(double[] all, int width, int[] order, int from, int rows, double[] batch) {
        for (int row = 0; row < rows; row++) {
            System.arraycopy(all, order[from + row] * width, batch, row * width, width);
        }
    }

    @Override
    public void update(/* wide */ double[] gradient) {
        Storage.copy(gradient, g);
        update();
    }

    private void update() {
        task.rule().advance(scalars);
        if (p.length < WORTH_DIVIDING) {
            updatePart(0, 1);
        } else {
            team.run(updatePhase);
        }
    }

    private void updatePart(int part, int parts) {
        int from = Team.first(p.length, 16, part, parts);
        Updates.apply(task.rule(), p, g, arrays, scalars, from, Team.first(p.length, 16, part + 1, parts));
    }

    @Override
    public void load() {
        Storage.copy(callersP, p);
        for (int a = 0; a < arrays.length; a++) {
            Storage.copy(callersArrays[a], arrays[a]);
        }
    }

    @Override
    public void store() {
        Storage.copy(p, callersP);
        for (int a = 0; a < arrays.length; a++) {
            Storage.copy(arrays[a], callersArrays[a]);
        }
    }

    @Override
    public int firstNonFiniteLayer(int rows) {
        return loss.firstNonFiniteLayer(rows);
    }
}
