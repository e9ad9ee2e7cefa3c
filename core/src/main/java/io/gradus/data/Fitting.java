package io.gradus.data;

import io.gradus.data.InputColumn.CategoryInput;
import io.gradus.data.InputColumn.NumberInput;
import io.gradus.data.Target.ClassTarget;
import io.gradus.data.Target.NumberOutput;
import io.gradus.data.Target.NumberTarget;
import java.util.ArrayList;
import java.util.List;

/// Learns a [Preprocessing] from the training part: means, deviations, categories, classes.
final class Fitting {
    private Fitting() {}

    static Preprocessing fit(Table training, Preprocessing.Settings settings) {
        List<String> missing =
                settings.targets().stream().filter(name -> !training.has(name)).toList();
        if (!missing.isEmpty()) {
            throw training.noColumn(missing);
        }
        if (training.rows() == 0) {
            throw new DataException(training.name(), "no rows to fit the preprocessing to", "");
        }
        Target target = target(training, settings);
        List<InputColumn> inputs = new ArrayList<>();
        for (Column column : training.columns()) {
            if (!settings.targets().contains(column.name())) {
                inputs.add(input(column, training, settings));
            }
        }
        if (inputs.isEmpty()) {
            throw new DataException(
                    training.name(),
                    "no input column besides the target",
                    "give at least one more column, or ignore fewer");
        }
        return Preprocessing.of(inputs, target);
    }

    private static InputColumn input(Column column, Table training, Preprocessing.Settings settings) {
        return switch (column) {
            case TextColumn text -> new CategoryInput(text.name(), text.categories());
            case NumberColumn numbers -> {
                Scaling scaling = Scaling.of(settings.inputs(), numbers, training.name());
                yield new NumberInput(numbers.name(), scaling.mean(), scaling.scale());
            }
        };
    }

    private static Target target(Table training, Preprocessing.Settings settings) {
        List<TextColumn> texts = new ArrayList<>();
        List<NumberColumn> numbers = new ArrayList<>();
        for (String name : settings.targets()) {
            switch (training.column(name)) {
                case TextColumn text -> texts.add(text);
                case NumberColumn number -> numbers.add(number);
            }
        }
        if (!texts.isEmpty() && !numbers.isEmpty()) {
            throw new DataException(
                    training.name(),
                    "targets " + Wording.quote(numbers.getFirst().name()) + " (numbers) and "
                            + Wording.quote(texts.getFirst().name())
                            + " (text): expected one text column or only numbers",
                    "train a model for each");
        }
        if (texts.size() > 1) {
            throw new DataException(
                    training.name(),
                    "targets "
                            + Wording.quotedList(
                                    texts.stream().map(Column::name).toList()) + ": expected one text column, got "
                            + texts.size(),
                    "train a model for each");
        }
        return texts.isEmpty()
                ? numberTarget(numbers, training, settings)
                : classTarget(texts.getFirst(), training, settings);
    }

    private static ClassTarget classTarget(TextColumn text, Table training, Preprocessing.Settings settings) {
        List<String> classes = text.categories();
        if (classes.size() == 1) {
            throw new DataException(
                    training.name(),
                    Wording.column(text.name()) + ": only one class, " + Wording.quote(classes.getFirst()),
                    "a classifier needs at least two in the training part; if the file has more, split it with"
                            + " --split stratify");
        }
        return new ClassTarget(text.name(), classes, settings.smoothing());
    }

    private static NumberTarget numberTarget(
            List<NumberColumn> numbers, Table training, Preprocessing.Settings settings) {
        List<NumberOutput> outputs = new ArrayList<>();
        for (NumberColumn column : numbers) {
            Scaling scaling = Scaling.of(settings.numberTargets(), column, training.name());
            outputs.add(new NumberOutput(column.name(), scaling.mean(), scaling.scale()));
        }
        return new NumberTarget(outputs);
    }
}
