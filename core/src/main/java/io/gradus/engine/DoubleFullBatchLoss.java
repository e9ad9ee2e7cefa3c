package io.gradus.engine;

import io.gradus.layer.Architecture;
import org.jspecify.annotations.Nullable;

/// See [FullBatchLoss].
final class DoubleFullBatchLoss implements FullBatchLoss {
    private final PenalisedLoss loss;
    private final Pass pass = new Pass(0).training(0); // there are no random layers: all passes are alike
    private final int rows;
    private final double[] x;
    private final double[] t;
    private final double[] p;
    private final double[] g;

    DoubleFullBatchLoss(
            Architecture architecture,
            String name,
            /* wide */ double l2,
            int rows,
            Team team,
            /* wide */ double[] x,
            /* wide */ double[] t,
            /* wide */ double @Nullable [] weights) {
        loss = new PenalisedLoss(architecture, name, 0, l2, rows, team);
        loss.weigh(weights == null ? null : Storage.toDouble(weights), 0);
        this.rows = rows;
        this.x = Storage.toDouble(x);
        this.t = Storage.toDouble(t);
        p = new double[architecture.parameterCount()];
        g = new double[p.length];
    }

    @Override
    public /* wide */ double valueAndGradient(/* wide */ double[] callersP, /* wide */ double[] callersG) {
        Storage.copy(callersP, p);
        Storage.copy(p, callersP);
        /* wide */ double value = loss.valueAndGradient(p, x, t, rows, pass, g);
        Storage.copy(g, callersG);
        return value;
    }

    @Override
    public int firstNonFiniteLayer() {
        return loss.firstNonFiniteLayer(rows);
    }
}
