package io.gradus.engine;

import io.gradus.layer.Architecture;
import io.gradus.layer.Precision;

/// Computes the outputs of one network, in one precision.
///
/// Thread-safe. Buffers are kept from call to call: as long as no two threads call at once, nothing is allocated but in
/// the first call.
public sealed interface Predictor permits DoublePredictor, FloatPredictor {
    /// A predictor of this precision.
    ///
    /// @param parameters in the flat order, kept by reference in double
    /// @param state running statistics, kept by reference in double
    static Predictor of(Architecture architecture, Precision precision, double[] parameters, double[] state) {
        return switch (precision) {
            case DOUBLE -> new DoublePredictor(architecture, parameters, state);
            case FLOAT -> new FloatPredictor(architecture, parameters, state);
        };
    }

    /// Outputs of some rows.
    ///
    /// @param x inputs [rows × in], row-major, not modified
    /// @param y outputs [rows × out], overwritten
    void predict(double[] x, int rows, double[] y);
}
