package io.gradus.app;

import io.gradus.data.Dataset;
import io.gradus.data.Table;
import io.gradus.data.Target.ClassTarget;
import io.gradus.model.MethodComparison;
import io.gradus.model.MethodComparison.MethodRun;
import io.gradus.model.Model;
import io.gradus.model.Predictions;
import io.gradus.model.PreparedData;
import io.gradus.network.Network;
import io.gradus.train.History;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The test part of a comparison: what each of the two networks says about it, beside the labels.
record TestPart(PreparedData prepared, Table table) {
    private static final int MOST_ROWS_PRINTED = 10;

    static TestPart of(PreparedData prepared) {
        return new TestPart(prepared, prepared.testRows());
    }

    int rows() {
        return table.rows();
    }

    Map<String, @Nullable Object> json(Network network) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        List<Object> outputs = new ArrayList<>();
        List<Object> labels = new ArrayList<>();
        json.put("outputs", outputs);
        json.put("labels", labels);
        json.put("loss", null);
        if (rows() > 0) {
            Predictions predictions = predictions(network);
            for (int row = 0; row < rows(); row++) {
                List<Double> values = new ArrayList<>();
                for (int output = 0; output < predictions.outputNames().size(); output++) {
                    values.add(predictions.value(row, output));
                }
                outputs.add(values);
                labels.add(label(row));
            }
            Dataset data = prepared.preprocessing().apply(table);
            json.put("loss", MethodComparison.loss(network, prepared.settings(), data));
        }
        return json;
    }

    /// Outputs and labels, as the notebook's last cell prints them.
    void print(Console console, MethodRun exact, MethodRun numeric) {
        Predictions a = predictions(exact.network());
        Predictions b = predictions(numeric.network());
        console.print("");
        console.print(
                "Test part (%,d %s): actual label, and the outputs of both networks%s",
                rows(), rows() == 1 ? "row" : "rows", a.hasClasses() ? " → predicted label" : "");
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("label", exact.method().name(), numeric.method().name()));
        for (int row = 0; row < Math.min(rows(), MOST_ROWS_PRINTED); row++) {
            lines.add(List.of(String.valueOf(label(row)), outputs(a, row), outputs(b, row)));
        }
        console.table(lines);
        if (rows() > MOST_ROWS_PRINTED) {
            console.print("… and %,d more (all in --json)", rows() - MOST_ROWS_PRINTED);
        }
        if (a.hasClasses()) {
            console.print(
                    "accuracy  %.4f by backpropagation, %.4f by numerical differentiation", accuracy(a), accuracy(b));
        }
    }

    private double accuracy(Predictions predictions) {
        int right = 0;
        for (int row = 0; row < rows(); row++) {
            right += predictions.label(row).equals(label(row)) ? 1 : 0;
        }
        return (double) right / rows();
    }

    private static String outputs(Predictions predictions, int row) {
        StringBuilder text = new StringBuilder();
        for (int output = 0; output < predictions.outputNames().size(); output++) {
            text.append(String.format(Locale.ROOT, output == 0 ? "%.8f" : " %.8f", predictions.value(row, output)));
        }
        return predictions.hasClasses() ? text + " → " + predictions.label(row) : text.toString();
    }

    private Object label(int row) {
        if (prepared.preprocessing().target() instanceof ClassTarget classes) {
            return classes.classes().get(prepared.preprocessing().classes(table)[row]);
        }
        double[] numbers = prepared.preprocessing().numbers(table);
        int outputs = prepared.preprocessing().target().outputs();
        List<Double> values = new ArrayList<>();
        for (int output = 0; output < outputs; output++) {
            values.add(numbers[row * outputs + output]);
        }
        return outputs == 1 ? values.getFirst() : values;
    }

    private Predictions predictions(Network network) {
        Model model = prepared.model(network, new History(List.of(), 0));
        return model.predict(table);
    }
}
