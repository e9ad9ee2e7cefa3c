package io.gradus.engine;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The most multiplications and additions that one core can do: twelve chains of fma on vectors in registers, independent
/// of each other, so that each waits for its own result and none for memory.
///
/// Two units with a latency of four or five cycles are busy from ten chains on; with sixteen registers twelve and both
/// operands still fit. Operands: x ← x·0.5 + 1 stays near 2, so no number becomes slow.
final class Peak {
    private static final int CHAINS = 12;
    private static final int TURNS = 4096;
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

    /// Multiplications and additions of a call.
    static final long FLOPS_DOUBLE = 2L * CHAINS * TURNS * DOUBLES.length();

    static final long FLOPS_FLOAT = 2L * CHAINS * TURNS * FLOATS.length();

    private Peak() {}

    /// @param precision `float` or `double`
    static Runnable in(String precision) {
        if (precision.equals("float")) {
            float[] result = new float[FLOATS.length()];
            return () -> run(result);
        }
        double[] result = new double[DOUBLES.length()];
        return () -> run(result);
    }

    /// @param result overwritten, one vector: so that no chain is idle work
    static void run(double[] result) {
        DoubleVector half = DoubleVector.broadcast(DOUBLES, 0.5);
        DoubleVector one = DoubleVector.broadcast(DOUBLES, 1);
        DoubleVector x0 = DoubleVector.fromArray(DOUBLES, result, 0);
        DoubleVector x1 = x0.add(1);
        DoubleVector x2 = x0.add(2);
        DoubleVector x3 = x0.add(3);
        DoubleVector x4 = x0.add(4);
        DoubleVector x5 = x0.add(5);
        DoubleVector x6 = x0.add(6);
        DoubleVector x7 = x0.add(7);
        DoubleVector x8 = x0.add(8);
        DoubleVector x9 = x0.add(9);
        DoubleVector x10 = x0.add(10);
        DoubleVector x11 = x0.add(11);
        for (int i = 0; i < TURNS; i++) {
            x0 = x0.fma(half, one);
            x1 = x1.fma(half, one);
            x2 = x2.fma(half, one);
            x3 = x3.fma(half, one);
            x4 = x4.fma(half, one);
            x5 = x5.fma(half, one);
            x6 = x6.fma(half, one);
            x7 = x7.fma(half, one);
            x8 = x8.fma(half, one);
            x9 = x9.fma(half, one);
            x10 = x10.fma(half, one);
            x11 = x11.fma(half, one);
        }
        DoubleVector low = x0.add(x1).add(x2).add(x3).add(x4).add(x5);
        low.add(x6).add(x7).add(x8).add(x9).add(x10).add(x11).mul(1.0 / CHAINS).intoArray(result, 0);
    }

    /// @param result overwritten, one vector
    static void run(float[] result) {
        FloatVector half = FloatVector.broadcast(FLOATS, 0.5f);
        FloatVector one = FloatVector.broadcast(FLOATS, 1);
        FloatVector x0 = FloatVector.fromArray(FLOATS, result, 0);
        FloatVector x1 = x0.add(1);
        FloatVector x2 = x0.add(2);
        FloatVector x3 = x0.add(3);
        FloatVector x4 = x0.add(4);
        FloatVector x5 = x0.add(5);
        FloatVector x6 = x0.add(6);
        FloatVector x7 = x0.add(7);
        FloatVector x8 = x0.add(8);
        FloatVector x9 = x0.add(9);
        FloatVector x10 = x0.add(10);
        FloatVector x11 = x0.add(11);
        for (int i = 0; i < TURNS; i++) {
            x0 = x0.fma(half, one);
            x1 = x1.fma(half, one);
            x2 = x2.fma(half, one);
            x3 = x3.fma(half, one);
            x4 = x4.fma(half, one);
            x5 = x5.fma(half, one);
            x6 = x6.fma(half, one);
            x7 = x7.fma(half, one);
            x8 = x8.fma(half, one);
            x9 = x9.fma(half, one);
            x10 = x10.fma(half, one);
            x11 = x11.fma(half, one);
        }
        FloatVector low = x0.add(x1).add(x2).add(x3).add(x4).add(x5);
        low.add(x6).add(x7).add(x8).add(x9).add(x10).add(x11).mul(1f / CHAINS).intoArray(result, 0);
    }
}
