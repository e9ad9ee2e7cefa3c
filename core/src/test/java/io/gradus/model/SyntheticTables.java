package io.gradus.model;

import io.gradus.data.Column;
import io.gradus.data.NumberColumn;
import io.gradus.data.Table;
import io.gradus.data.TextColumn;
import io.gradus.math.CounterRandom;
import io.gradus.math.CounterRandom.Purpose;
import java.util.ArrayList;
import java.util.List;

/// Tables of this package's tests, made up the same on every machine.
final class SyntheticTables {
    private SyntheticTables() {}

    /// Normally distributed clouds, one a class, as many rows each, in turns; columns `f1`, `f2`, … and `class`.
    ///
    /// @param centres of the clouds [classes × features]
    /// @param deviation in every direction
    static Table clouds(int rows, double[][] centres, double deviation, long seed) {
        CounterRandom random = new CounterRandom(seed);
        int features = centres[0].length;
        double[][] values = new double[features][rows];
        String[] classes = new String[rows];
        for (int row = 0; row < rows; row++) {
            int k = row % centres.length;
            classes[row] = "class " + (char) ('a' + k);
            for (int f = 0; f < features; f++) {
                double normal = random.normal(Purpose.SYNTHETIC_DATA, 0, f, row);
                values[f][row] = centres[k][f] + deviation * normal;
            }
        }
        List<Column> columns = new ArrayList<>();
        for (int f = 0; f < features; f++) {
            columns.add(NumberColumn.of("f" + (f + 1), values[f]));
        }
        columns.add(TextColumn.of("class", classes));
        return Table.of("clouds", columns);
    }

    /// y = sin x at so many equal steps over [-π, π].
    static Table sine(int rows) {
        double[] x = new double[rows];
        double[] y = new double[rows];
        for (int row = 0; row < rows; row++) {
            x[row] = StrictMath.PI * (2.0 * row / (rows - 1) - 1);
            y[row] = StrictMath.sin(x[row]);
        }
        return Table.of("sine", List.of(NumberColumn.of("x", x), NumberColumn.of("y", y)));
    }

    /// Two spirals of 97 points each: K. J. Lang, M. J. Witbrock, "Learning to tell two spirals apart", 1988
    /// Connectionist Models Summer School. Point i lies at the angle π·i/16 and the radius 6.5·(104 - i)/104; the
    /// other spiral is the first one mirrored at the origin.
    static Table spirals() {
        int points = 97;
        double[] x = new double[2 * points];
        double[] y = new double[2 * points];
        String[] spiral = new String[2 * points];
        for (int i = 0; i < points; i++) {
            double angle = i * StrictMath.PI / 16;
            double radius = 6.5 * (104 - i) / 104;
            x[2 * i] = radius * StrictMath.sin(angle);
            y[2 * i] = radius * StrictMath.cos(angle);
            spiral[2 * i] = "one";
            x[2 * i + 1] = -x[2 * i];
            y[2 * i + 1] = -y[2 * i];
            spiral[2 * i + 1] = "other";
        }
        return Table.of(
                "spirals", List.of(NumberColumn.of("x", x), NumberColumn.of("y", y), TextColumn.of("spiral", spiral)));
    }

    /// Exclusive or of two bits; columns `a`, `b` and `xor`.
    static Table xor() {
        return Table.of(
                "xor",
                List.of(
                        NumberColumn.of("a", 0, 0, 1, 1),
                        NumberColumn.of("b", 0, 1, 0, 1),
                        TextColumn.of("xor", "no", "yes", "yes", "no")));
    }
}
