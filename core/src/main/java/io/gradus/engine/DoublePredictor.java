package io.gradus.engine;

import io.gradus.layer.Architecture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// See [Predictor].
final class DoublePredictor implements Predictor {
    /// Rows computed at a time; no result depends on it.
    private static final int ROWS_AT_A_TIME = 128;

    private static final Pass EVALUATION = new Pass(0).evaluation();

    private final Architecture architecture;
    private final int inputs;
    private final int outputs;
    private final double[] p;
    private final double[] state;
    /// Buffers that nobody uses just now: for one row, for many.
    private final AtomicReference<@Nullable Propagation> spareForOne = new AtomicReference<>();

    private final AtomicReference<@Nullable Propagation> spareForMany = new AtomicReference<>();

    DoublePredictor(Architecture architecture, /* wide */ double[] parameters, /* wide */ double[] state) {
        this.architecture = architecture;
        inputs = architecture.inputs();
        outputs = architecture.outputs();
        p = Storage.toDouble(parameters);
        this.state = Storage.toDouble(state);
    }

    @Override
    public void predict(/* wide */ double[] x, int rows, /* wide */ double[] y) {
        AtomicReference<@Nullable Propagation> spare = rows == 1 ? spareForOne : spareForMany;
        Propagation propagation = spare.getAndSet(null);
        if (propagation == null) {
            propagation = new Propagation(architecture, rows == 1 ? 1 : ROWS_AT_A_TIME, Team.ALONE);
            System.arraycopy(state, 0, propagation.state(), 0, state.length);
        }
        double[] chunk = propagation.inputs();
        for (int row = 0; row < rows; row += propagation.maxBatch()) {
            int batch = Math.min(propagation.maxBatch(), rows - row);
            Storage.copy(x, row * inputs, chunk, 0, batch * inputs);
            double[] outputsOfChunk = propagation.forward(p, chunk, batch, EVALUATION);
            Storage.copy(outputsOfChunk, 0, y, row * outputs, batch * outputs);
        }
        spare.set(propagation);
    }
}
