package io.gradus.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// How one column of a table becomes inputs of a network.
public sealed interface InputColumn {
    /// A number v becomes one input, (v - mean) / scale. With mean 0 and scale 1 it is passed as it is.
    ///
    /// @param name the column
    /// @param mean finite
    /// @param scale finite, above 0
    record NumberInput(String name, double mean, double scale) implements InputColumn {
        /// @throws IllegalArgumentException if the mean or the scale is out of range
        public NumberInput {
            Objects.requireNonNull(name, "name");
            Scaling.check(name, mean, scale);
        }

        @Override
        public int width() {
            return 1;
        }

        @Override
        public List<String> featureNames() {
            return List.of(name);
        }
    }

    /// A category becomes as many inputs as there are categories: 1 for its own, 0 for the others (one-hot).
    ///
    /// @param name the column
    /// @param categories at least one, each once, in the order of the inputs
    record CategoryInput(String name, List<String> categories) implements InputColumn {
        /// @throws IllegalArgumentException if there are no categories or one appears twice
        public CategoryInput {
            Objects.requireNonNull(name, "name");
            categories = Wording.distinct("categories of " + Wording.column(name), categories, 1);
        }

        @Override
        public int width() {
            return categories.size();
        }

        @Override
        public List<String> featureNames() {
            List<String> names = new ArrayList<>();
            categories.forEach(category -> names.add(name + "=" + category));
            return List.copyOf(names);
        }
    }

    /// The column's name.
    String name();

    /// Number of inputs.
    int width();

    /// The names of these inputs: the column's, or `colour=red`.
    List<String> featureNames();
}
