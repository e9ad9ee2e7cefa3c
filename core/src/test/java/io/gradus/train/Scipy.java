package io.gradus.train;

import io.gradus.engine.FullBatchLoss;
import io.gradus.engine.GaussNewton;
import io.gradus.engine.Team;
import io.gradus.file.JsonObject;
import io.gradus.layer.Activation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Layer;
import io.gradus.layer.Precision;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/// What SciPy 1.17.1's minimisers came to, and what they minimised; see `record_full_batch.py`.
final class Scipy {
    private static final JsonObject RECORDED = read();

    private Scipy() {}

    static JsonObject result(String name) {
        return RECORDED.getObject(name);
    }

    static double[] x() {
        return RECORDED.getDoubles("x");
    }

    static double[] t() {
        return RECORDED.getDoubles("t");
    }

    static Architecture architecture(int hidden) {
        return Architecture.of(1, Layer.dense(hidden, Activation.tanh()), Layer.dense(1, Activation.identity()));
    }

    static double[] start(int hidden) {
        double[] p = new double[3 * hidden + 1];
        Arrays.setAll(p, k -> StrictMath.sin(k + 1) / 2);
        return p;
    }

    static SmoothFunction loss(int hidden, double l2) {
        return FullBatchLoss.of(
                        Precision.DOUBLE, architecture(hidden), "mse", l2, x().length, Team.ALONE, x(), t(), null)
                ::valueAndGradient;
    }

    static LeastSquares leastSquares(int hidden) {
        GaussNewton errors = new GaussNewton(architecture(hidden), 0, x().length, Team.ALONE, x(), t(), null);
        return new NetworkErrors(errors);
    }

    private static JsonObject read() {
        try (InputStream in = Objects.requireNonNull(Scipy.class.getResourceAsStream("/full-batch/scipy.json"))) {
            return JsonObject.parse("scipy.json", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
