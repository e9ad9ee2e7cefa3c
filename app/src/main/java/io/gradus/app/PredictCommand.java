package io.gradus.app;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.gradus.InputException;
import io.gradus.data.Column;
import io.gradus.data.Table;
import io.gradus.data.TextColumn;
import io.gradus.file.AtomicFile;
import io.gradus.model.Model;
import io.gradus.model.Predictions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gradus predict`: the rows of a file with predictions beside them.
@Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        header = "Adds predictions to the rows of a file.",
        description = "Adds the column prediction, and for classes a column probability_CLASS each; for several "
                + "targets prediction_COL each. The rows are copied as they are; of "
                + "images only their number.",
        footer = {"", "Example: gradus predict iris.gradus new.csv --out predicted.csv"})
final class PredictCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "MODEL", description = "A model file that train wrote.")
    @SuppressWarnings("NullAway.Init") // picocli sets what is required before call()
    private Path model;

    @Parameters(index = "1", paramLabel = "DATA", description = DataFile.KINDS)
    @SuppressWarnings("NullAway.Init")
    private String data;

    @Option(names = "--out", paramLabel = "FILE", description = "CSV to write. Default: standard output.")
    private @Nullable Path out;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        Model loaded = Model.load(model);
        Table table = DataFile.read(data, null, loaded.preprocessing().inputCsvOptions());
        Table text = DataFile.readText(data);
        Predictions predictions = loaded.predict(table);
        List<String> added = addedColumns(predictions);
        for (String name : added) {
            if (text.has(name)) {
                throw new InputException(data, "there is a column \"%s\" already".formatted(name), "rename it");
            }
        }
        String csv = csv(text, added, predictions);
        if (out == null) {
            PrintWriter stdout = spec.commandLine().getOut();
            stdout.print(csv);
            stdout.flush();
        } else {
            AtomicFile.write(out, csv.getBytes(StandardCharsets.UTF_8));
            spec.commandLine().getErr().printf("%,d rows: %s%n", predictions.rows(), out);
        }
        return ExitCode.DONE;
    }

    private static List<String> addedColumns(Predictions predictions) {
        List<String> names = new ArrayList<>();
        if (predictions.hasClasses() || predictions.outputNames().size() == 1) {
            names.add("prediction");
        }
        if (predictions.hasClasses() || predictions.outputNames().size() > 1) {
            String prefix = predictions.hasClasses() ? "probability_" : "prediction_";
            predictions.outputNames().forEach(name -> names.add(prefix + name));
        }
        return names;
    }

    private static String csv(Table text, List<String> added, Predictions predictions) {
        StringWriter buffer = new StringWriter();
        try (CsvWriter writer = CsvWriter.builder().build(buffer)) {
            List<String> header = new ArrayList<>(text.columnNames());
            header.addAll(added);
            writer.writeRecord(header);
            for (int row = 0; row < text.rows(); row++) {
                List<String> fields = new ArrayList<>();
                for (Column column : text.columns()) {
                    fields.add(((TextColumn) column).value(row));
                }
                if (predictions.hasClasses()) {
                    fields.add(predictions.label(row));
                }
                for (int output = 0; output < predictions.outputNames().size(); output++) {
                    fields.add(Double.toString(predictions.value(row, output)));
                }
                writer.writeRecord(fields);
            }
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory can't fail", e);
        }
        return buffer.toString();
    }
}
