package io.gradus.engine;

import org.openjdk.jmh.annotations.Param;

/// What a layer and an optimizer do number by number. Contenders: a function, `vector.` or `scalar.`, such as
/// `vector.exp`; of the updates, which are one loop that the JIT compiler turns into SIMD code, `loop.sgd`.
public class ElementwiseBenchmark extends Turns {
    /// Rows of softmax, and units of each.
    static final int ROWS = 400;

    static final int UNITS = 10;
    /// Numbers of a call: few enough for the second-level cache.
    static final int N = ROWS * UNITS;

    /// Of the numbers.
    @Param({"float", "double"})
    public String precision = "float";

    @Override
    Runnable contender(String name) {
        int dot = name.indexOf('.');
        String how = name.substring(0, dot);
        String function = name.substring(dot + 1);
        Elementwise in = precision.equals("float") ? new FloatElementwise() : new DoubleElementwise();
        return switch (how) {
            case "vector" -> in.vector(function);
            case "scalar" -> in.scalar(function);
            default -> in.loop(function);
        };
    }
}
