package io.gradus.model;

import io.gradus.data.NumberColumn;
import io.gradus.data.Table;
import io.gradus.data.TextColumn;
import io.gradus.math.CounterRandom;
import io.gradus.math.CounterRandom.Purpose;
import java.util.ArrayList;
import java.util.List;

/// Data of our own making, the same on every machine.
final class MadeUp {
    private static final CounterRandom RANDOM = new CounterRandom(2026);

    private MadeUp() {}

    /// Three kinds of flower, 50 each, four measures with the spread that irises have, and a colour that says nothing.
    static Table flowers() {
        double[][] means = {{5.0, 3.4, 1.5, 0.25}, {5.9, 2.8, 4.3, 1.3}, {6.6, 3.0, 5.6, 2.0}};
        String[] kinds = {"alba", "lutea", "rubra"};
        double[][] x = new double[4][150];
        String[] colour = new String[150];
        String[] kind = new String[150];
        for (int row = 0; row < 150; row++) {
            for (int column = 0; column < 4; column++) {
                x[column][row] = means[row % 3][column] + 0.3 * normal(10, 4 * row + column);
            }
            colour[row] = normal(11, row) > 0 ? "bright" : "dark";
            kind[row] = kinds[row % 3];
        }
        return Table.of(
                "flowers",
                List.of(
                        NumberColumn.of("sepal_length", x[0]),
                        NumberColumn.of("sepal_width", x[1]),
                        NumberColumn.of("petal_length", x[2]),
                        NumberColumn.of("petal_width", x[3]),
                        TextColumn.of("colour", colour),
                        TextColumn.of("kind", kind)));
    }

    static Table xor() {
        return Table.of(
                "xor",
                List.of(
                        NumberColumn.of("a", 0, 0, 1, 1),
                        NumberColumn.of("b", 0, 1, 0, 1),
                        TextColumn.of("xor", "no", "yes", "yes", "no")));
    }

    /// K. J. Lang, M. J. Witbrock, "Learning to tell two spirals apart", 1988: 97 points each, three turns.
    static Table spirals() {
        double[] x = new double[194];
        double[] y = new double[194];
        String[] arm = new String[194];
        for (int i = 0; i < 97; i++) {
            double angle = i * StrictMath.PI / 16;
            double radius = 6.5 * (104 - i) / 104;
            x[2 * i] = radius * StrictMath.sin(angle);
            y[2 * i] = radius * StrictMath.cos(angle);
            x[2 * i + 1] = -x[2 * i];
            y[2 * i + 1] = -y[2 * i];
            arm[2 * i] = "first";
            arm[2 * i + 1] = "second";
        }
        return Table.of(
                "spirals", List.of(NumberColumn.of("x", x), NumberColumn.of("y", y), TextColumn.of("arm", arm)));
    }

    /// y = sin x and z = x²/10 on [-3, 3].
    static Table curves() {
        List<double[]> columns = new ArrayList<>();
        for (int c = 0; c < 3; c++) {
            columns.add(new double[300]);
        }
        for (int row = 0; row < 300; row++) {
            double x = -3 + 6 * (row + 0.5) / 300;
            columns.get(0)[row] = x;
            columns.get(1)[row] = StrictMath.sin(x);
            columns.get(2)[row] = x * x / 10;
        }
        return Table.of(
                "curves",
                List.of(
                        NumberColumn.of("x", columns.get(0)),
                        NumberColumn.of("y", columns.get(1)),
                        NumberColumn.of("z", columns.get(2))));
    }

    private static double normal(int step, int element) {
        return RANDOM.normal(Purpose.SYNTHETIC_DATA, step, 0, element);
    }
}
