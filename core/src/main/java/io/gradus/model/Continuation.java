package io.gradus.model;

import io.gradus.InputException;
import io.gradus.data.Preprocessing;
import io.gradus.data.Table;
import io.gradus.data.Target.ClassTarget;
import io.gradus.data.TextColumn;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Training that goes on from a model, on new rows.
final class Continuation {
    private Continuation() {}

    /// The model's preprocessing, as it was fitted, if every row of the table can go through it: those of the test part
    /// too, before any time is spent.
    ///
    /// @throws InputException if a column is missing or of another type, or a category or class is not the model's
    static Preprocessing preprocessing(Model model, Table table) {
        Preprocessing preprocessing = model.preprocessing();
        if (preprocessing.target() instanceof ClassTarget target
                && table.has(target.name())
                && table.column(target.name()) instanceof TextColumn column) {
            requireKnown(target.classes(), column, table);
        }
        preprocessing.apply(table);
        return preprocessing;
    }

    private static void requireKnown(List<String> classes, TextColumn column, Table table) {
        Set<String> known = new LinkedHashSet<>(classes);
        for (int row = 0; row < column.size(); row++) {
            if (!known.contains(column.value(row))) {
                throw new InputException(
                        table.place(row),
                        "column \"%s\": \"%s\" is no class of the model".formatted(column.name(), column.value(row)),
                        "its classes are: %s; a new one needs a new model, trained on all rows"
                                .formatted(String.join(", ", classes)));
            }
        }
    }
}
