package io.gradus.model;

import io.gradus.InputException;
import io.gradus.data.Dataset;
import io.gradus.data.NumberColumn;
import io.gradus.data.Preprocessing;
import io.gradus.data.Table;
import io.gradus.data.Target.ClassTarget;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// How much each row counts in training: its own weight times that of its class.
final class RowWeights {
    private RowWeights() {}

    /// The rows of the training part with the weights that a recipe asks for; as they are if it asks for none.
    ///
    /// @param table the training part, with the column of weights
    /// @param data the same rows
    /// @throws InputException if a weight or a class can't be used so
    static Dataset weigh(Dataset data, Recipe recipe, Table table, Preprocessing preprocessing) {
        if (recipe.sampleWeight == null && recipe.classWeights == null) {
            return data;
        }
        double[] weights = new double[table.rows()];
        Arrays.fill(weights, 1);
        if (recipe.sampleWeight != null) {
            multiplySampleWeights(weights, table, recipe.sampleWeight);
        }
        if (recipe.classWeights != null) {
            multiplyClassWeights(weights, table, preprocessing, recipe.classWeights);
        }
        requireSome(table.name(), "training", weights);
        return data.withWeights(weights);
    }

    /// Refuses a part in which no row counts.
    ///
    /// @param weights of its rows; null if they count alike
    static void requireSome(String where, String part, double @Nullable [] weights) {
        if (weights != null && Arrays.stream(weights).allMatch(w -> w == 0)) {
            throw new InputException(
                    where,
                    "the weights of all %s rows are 0".formatted(part),
                    "give at least one of them a weight above 0, or leave the rows of weight 0 out");
        }
    }

    private static void multiplySampleWeights(double[] weights, Table table, String name) {
        if (!(table.column(name) instanceof NumberColumn column)) {
            throw new InputException(
                    table.name(),
                    "column \"%s\": weights are numbers, the column holds text".formatted(name),
                    "give a column of numbers of at least 0");
        }
        for (int row = 0; row < weights.length; row++) {
            double weight = column.value(row);
            if (weight < 0) {
                throw new InputException(
                        table.place(row),
                        "column \"%s\": expected a weight of at least 0, got %s".formatted(name, weight),
                        "0 leaves a row out of training");
            }
            weights[row] *= weight;
        }
    }

    private static void multiplyClassWeights(
            double[] weights, Table table, Preprocessing preprocessing, ClassWeights classWeights) {
        if (!(preprocessing.target() instanceof ClassTarget target)) {
            String column = preprocessing.target().columnNames().getFirst();
            throw new InputException(
                    table.name(),
                    "column \"%s\": class weights need classes, the column holds numbers".formatted(column),
                    "read it as classes with --categorical %s, or give weights in a column with --weight"
                            .formatted(column));
        }
        int[] classes = preprocessing.classes(table);
        int[] counts = new int[target.outputs()];
        for (int c : classes) {
            counts[c]++;
        }
        double[] perClass = classWeights.perClass(table.name(), target.classes(), counts);
        for (int row = 0; row < weights.length; row++) {
            weights[row] *= perClass[classes[row]];
        }
    }
}
