package io.gradus.data;

import io.gradus.data.InputColumn.CategoryInput;
import io.gradus.data.InputColumn.NumberInput;
import io.gradus.data.Target.ClassTarget;
import io.gradus.data.Target.NumberOutput;
import io.gradus.data.Target.NumberTarget;
import java.util.ArrayList;
import java.util.List;

/// How rows of a table become inputs and targets of a network. Fitted on the training part alone, so that nothing of
/// the test part leaks into training. Immutable and thread-safe.
///
/// Inputs: a number is scaled or passed as it is ([NumberInput]), a text is one of the categories of the training
/// part ([CategoryInput]). Target: one text column gives classes ([ClassTarget]), one or several number columns give
/// numbers ([NumberTarget]). A column of numbers that are meant as classes has to be read as text:
/// [CsvOptions#withCategorical].
///
/// Columns are found by name; their order in a table, and further columns, do not matter.
public final class Preprocessing {
    private final List<InputColumn> inputs;
    private final Target target;

    /// What to fit.
    ///
    /// @param targets the columns to learn: at least one, each once
    /// @param inputs how number columns are scaled
    /// @param numberTargets how targets that are numbers are scaled
    /// @param smoothing of the one-hot targets, 0 for none; see [ClassTarget]
    public record Settings(List<String> targets, ScalingMethod inputs, ScalingMethod numberTargets, double smoothing) {
        /// @throws IllegalArgumentException if there are no targets, one appears twice, or smoothing is not in
        ///     [0, 1)
        public Settings {
            targets = Wording.distinct("targets", targets, 1);
            if (!(smoothing >= 0 && smoothing < 1)) {
                throw new IllegalArgumentException("smoothing: expected 0 ≤ smoothing < 1, got " + smoothing);
            }
        }

        /// Inputs and targets standardised, or left as they are.
        ///
        /// @throws IllegalArgumentException as above
        public Settings(List<String> targets, boolean standardiseInputs, boolean standardiseTargets, double smoothing) {
            this(
                    targets,
                    standardiseInputs ? ScalingMethod.standard() : ScalingMethod.none(),
                    standardiseTargets ? ScalingMethod.standard() : ScalingMethod.none(),
                    smoothing);
        }

        /// The usual: everything standardised, no smoothing.
        public static Settings of(String... targets) {
            return new Settings(List.of(targets), true, true, 0);
        }
    }

    private Preprocessing(List<InputColumn> inputs, Target target) {
        this.inputs = List.copyOf(inputs);
        this.target = target;
    }

    /// Learns means, deviations, categories and classes.
    ///
    /// @param training the training part; all its columns but the targets become inputs, in their order
    /// @throws DataException if a target is missing, the targets are several of text or text and numbers, there is
    ///     only one class, or no column is left for the inputs
    /// @throws IllegalArgumentException if the smoothing is too large for the number of classes
    public static Preprocessing fit(Table training, Settings settings) {
        return Fitting.fit(training, settings);
    }

    /// One that was fitted before, as a model file has it.
    ///
    /// @param inputs at least one; no column twice, none of them the target's
    /// @throws IllegalArgumentException if they are not so
    public static Preprocessing of(List<InputColumn> inputs, Target target) {
        Preprocessing preprocessing = new Preprocessing(inputs, target);
        Wording.distinct("input columns", preprocessing.inputNames(), 1);
        Wording.distinct("input columns and targets", preprocessing.allNames(), 1);
        return preprocessing;
    }

    /// The input columns, in the order of the inputs.
    public List<InputColumn> inputColumns() {
        return inputs;
    }

    /// What is predicted.
    public Target target() {
        return target;
    }

    /// Number of inputs of the network.
    public int inputCount() {
        return inputs.stream().mapToInt(InputColumn::width).sum();
    }

    /// The name of each input: the column's, or `colour=red` for a category.
    public List<String> featureNames() {
        return inputs.stream().flatMap(input -> input.featureNames().stream()).toList();
    }

    /// How to read a file so that its inputs and target come as they did in training: categories as text, though
    /// they may look like numbers; all other columns left out.
    public CsvOptions csvOptions() {
        List<String> categorical = categoryNames();
        if (target instanceof ClassTarget classes) {
            categorical.add(classes.name());
        }
        return CsvOptions.DEFAULTS.withOnly(allNames()).withCategorical(categorical);
    }

    /// Like [#csvOptions], but the target is left out too: for predictions, where it may be missing or empty.
    public CsvOptions inputCsvOptions() {
        return CsvOptions.DEFAULTS.withOnly(inputNames()).withCategorical(categoryNames());
    }

    private List<String> inputNames() {
        return inputs.stream().map(InputColumn::name).toList();
    }

    private List<String> allNames() {
        List<String> names = new ArrayList<>(inputNames());
        names.addAll(target.columnNames());
        return names;
    }

    private List<String> categoryNames() {
        List<String> names = new ArrayList<>();
        for (InputColumn input : inputs) {
            if (input instanceof CategoryInput) {
                names.add(input.name());
            }
        }
        return names;
    }

    /// Inputs and targets of every row.
    ///
    /// @throws DataException if a column is missing or of another type than in training, or a category or class was
    ///     not seen there
    public Dataset apply(Table table) {
        requireColumns(table, allNames());
        int rows = table.rows();
        return new Dataset(rows, inputCount(), target.outputs(), inputs(table), targets(table));
    }

    /// Inputs of every row [rows × inputs], row-major; the target need not be there.
    ///
    /// @throws DataException if a column is missing or of another type than in training, or a category was not seen
    ///     there
    public double[] inputs(Table table) {
        requireColumns(table, inputNames());
        int width = inputCount();
        double[] x = new double[Math.multiplyExact(table.rows(), width)];
        int at = 0; // index of the column's first input in the first row
        for (InputColumn input : inputs) {
            switch (input) {
                case NumberInput(String name, double mean, double scale) ->
                    standardise(ColumnCheck.numbers(table, name), mean, scale, x, at, width);
                case CategoryInput(String name, List<String> categories) -> {
                    int[] indices = ColumnCheck.indices(table, name, categories);
                    for (int row = 0; row < indices.length; row++) {
                        x[row * width + at + indices[row]] = 1;
                    }
                }
            }
            at += input.width();
        }
        return x;
    }

    /// The class of every row, as an index into [ClassTarget#classes].
    ///
    /// @throws IllegalStateException if the target is numbers
    /// @throws DataException if the column is missing, of numbers, or holds a class that was not seen in training
    public int[] classes(Table table) {
        if (!(target instanceof ClassTarget classes)) {
            throw new IllegalStateException("the target is numbers, it has no classes");
        }
        requireColumns(table, target.columnNames());
        return ColumnCheck.indices(table, classes.name(), classes.classes());
    }

    /// The numbers to predict of every row [rows × outputs], row-major, in the units of the data.
    ///
    /// @throws IllegalStateException if the target is classes
    /// @throws DataException if a column is missing or of text
    public double[] numbers(Table table) {
        if (!(target instanceof NumberTarget numbers)) {
            throw new IllegalStateException("the target is classes, not numbers");
        }
        requireColumns(table, target.columnNames());
        return numbers(table, numbers, false);
    }

    private double[] targets(Table table) {
        if (target instanceof NumberTarget numbers) {
            return numbers(table, numbers, true);
        }
        ClassTarget oneHot = (ClassTarget) target;
        int[] classes = classes(table);
        double[] t = new double[Math.multiplyExact(table.rows(), oneHot.outputs())];
        for (int i = 0; i < t.length; i++) {
            t[i] = classes[i / oneHot.outputs()] == i % oneHot.outputs() ? oneHot.on() : oneHot.off();
        }
        return t;
    }

    private static double[] numbers(Table table, NumberTarget target, boolean scaled) {
        int width = target.outputs();
        double[] t = new double[Math.multiplyExact(table.rows(), width)];
        for (int i = 0; i < width; i++) {
            NumberOutput output = target.columns().get(i);
            double mean = scaled ? output.mean() : 0;
            double scale = scaled ? output.scale() : 1;
            standardise(ColumnCheck.numbers(table, output.name()), mean, scale, t, i, width);
        }
        return t;
    }

    private static void standardise(
            NumberColumn column, double mean, double scale, double[] matrix, int at, int width) {
        double[] values = column.array();
        for (int row = 0; row < values.length; row++) {
            matrix[row * width + at] = (values[row] - mean) / scale;
        }
    }

    private static void requireColumns(Table table, List<String> names) {
        List<String> missing = names.stream().filter(name -> !table.has(name)).toList();
        if (!missing.isEmpty()) {
            throw table.noColumn(missing, names);
        }
    }
}
