package io.gradus.gradient;

import java.util.function.DoubleUnaryOperator;

/// The noise of a computed function: how much of its last digits is rounding.
///
/// A table of differences tells noise from function. In the k-th differences of values that lie δ apart a smooth function
/// dies out like δ^k, while noise of standard deviation σ stays: its k-th differences have the mean square
/// σ²·(2k)!/(k!)². So each level of the table gives an estimate of σ; where three in a row agree within a factor of 4 and
/// the signs change, it is noise that they see. J. J. Moré, S. M. Wild, "Estimating computational noise", SIAM J. Sci.
/// Comput. 33 (2011) 1292-1314.
final class FunctionNoise {
    /// Values a table: the paper finds six to eight enough.
    private static final int VALUES = 8;

    private static final int TABLES = 16;

    /// The factor between the δ of two tables: upwards small, or a kink would first be seen from so far that the function
    /// beyond it bends as well.
    private static final double UP = 8;

    private static final double DOWN = 32;

    /// Levels agree within this factor.
    private static final double AGREE = 4;

    /// A function that changes by a larger share than this over the table is seen from too far; but not where values were
    /// equal from nearer by.
    private static final double TOO_FAR = 0.1;

    /// Second differences of noise go both ways; those of a kink, or of a bend, all go one way but for this part.
    private static final double ONE_SIDED = 0.2;

    /// No power of 2: at such points sums are often exact, as they are nowhere else.
    private static final double UNEVEN = 1.37;

    private static final double[] OTHER_DISTANCES = {1.71, 2.29};

    private enum Outcome {
        MEASURED,
        TOO_CLOSE,
        TOO_FAR
    }

    private final double[] differences = new double[VALUES];
    private final double[] levels = new double[VALUES];
    private double deviation;

    private FunctionNoise() {}

    /// The standard deviation of the noise near x; 0 where no table shows any.
    ///
    /// @param delta how far apart to begin, above 0: best a small part of a step at which differences are good
    static double of(DoubleUnaryOperator f, double x, double delta) {
        return new FunctionNoise().measure(f, x, delta);
    }

    private double measure(DoubleUnaryOperator f, double x, double first) {
        double delta = first;
        double tooClose = 0;
        double tooFar = Double.POSITIVE_INFINITY;
        for (int table = 0; table < TABLES; table++) {
            double mostChange = tooClose > 0 ? Double.POSITIVE_INFINITY : TOO_FAR;
            Outcome outcome = table(f, x, delta * UNEVEN, mostChange);
            if (outcome == Outcome.TOO_CLOSE) {
                tooClose = delta;
            } else {
                double most = outcome == Outcome.MEASURED ? deviation : 0;
                // A staircase: at some distances each step is the same, and its noise does not show.
                for (int again = 0; tooClose > 0 && again < OTHER_DISTANCES.length; again++) {
                    if (table(f, x, delta * OTHER_DISTANCES[again], mostChange) == Outcome.MEASURED) {
                        most = Math.max(most, deviation);
                    }
                }
                if (most > 0) {
                    return most;
                }
                tooFar = delta;
            }
            double next = outcome == Outcome.TOO_CLOSE ? delta * UP : delta / DOWN;
            if (!(next > tooClose && next < tooFar)) { // seen from both sides: once more in between
                if (tooFar < 4 * tooClose) {
                    return 0;
                }
                next = Math.sqrt(tooClose) * Math.sqrt(tooFar);
            }
            delta = next;
        }
        return 0;
    }

    private Outcome table(DoubleUnaryOperator f, double x, double delta, double mostChange) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < VALUES; i++) {
            double value = f.applyAsDouble(x + (i - (VALUES - 1) / 2.0) * delta);
            if (!Double.isFinite(value)) {
                return Outcome.TOO_FAR;
            }
            differences[i] = value;
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        if (most - least > mostChange * Math.max(Math.abs(most), Math.abs(least))) {
            return Outcome.TOO_FAR;
        }
        boolean[] changesSign = new boolean[VALUES];
        double gamma = 1; // (k!)²/(2k)!
        for (int k = 1; k < VALUES; k++) {
            int n = VALUES - k;
            double squares = 0;
            int equal = 0;
            double up = 0;
            double down = 0;
            for (int i = 0; i < n; i++) {
                differences[i] = differences[i + 1] - differences[i];
                squares += differences[i] * differences[i];
                equal += differences[i] == 0 ? 1 : 0;
                up = Math.max(up, differences[i]);
                down = Math.max(down, -differences[i]);
            }
            if (k == 1 && equal >= n / 2 + 1) {
                return Outcome.TOO_CLOSE;
            }
            if (k == 2 && Math.min(up, down) < ONE_SIDED * Math.max(up, down)) {
                return Outcome.TOO_FAR;
            }
            gamma *= k / (2.0 * (2 * k - 1));
            levels[k] = Math.sqrt(gamma * squares / n);
            changesSign[k] = up > 0 && down > 0;
        }
        for (int k = 1; k + 2 < VALUES; k++) {
            double lowest = Math.min(levels[k], Math.min(levels[k + 1], levels[k + 2]));
            double highest = Math.max(levels[k], Math.max(levels[k + 1], levels[k + 2]));
            if (changesSign[k] && highest <= AGREE * lowest && lowest > 0) {
                deviation = highest;
                return Outcome.MEASURED;
            }
        }
        return Outcome.TOO_FAR;
    }
}
