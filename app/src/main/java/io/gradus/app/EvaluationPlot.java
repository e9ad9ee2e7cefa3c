package io.gradus.app;

import io.gradus.InputException;
import io.gradus.app.plot.AgreementPlot;
import io.gradus.app.plot.Curve;
import io.gradus.app.plot.Plot;
import io.gradus.data.Table;
import io.gradus.metric.Calibration;
import io.gradus.metric.Calibration.Bin;
import io.gradus.metric.Scored;
import io.gradus.model.Evaluation;
import io.gradus.model.Model;
import io.gradus.model.Predictions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// The plot of an evaluation: of classes and labels their calibration, of numbers the predicted over the actual ones.
final class EvaluationPlot {
    /// More points would hide one another and make a large file.
    private static final int MOST_POINTS = 1000;

    private EvaluationPlot() {}

    static Plot of(Model model, Table table, Evaluation evaluation) {
        if (evaluation.scored() instanceof Scored.Numbers) {
            return ofNumbers(model, table);
        }
        Calibration calibration = Reports.calibration(evaluation.scored())
                .orElseThrow(() -> new InputException(
                        "--plot",
                        "the model's outputs are no probabilities, some are not between 0 and 1",
                        "leave --plot out, or train with --loss categorical_cross_entropy"));
        String title = String.format(Locale.ROOT, "Calibration (expected error %.4f)", calibration.expectedError());
        double[] predicted =
                calibration.bins().stream().mapToDouble(Bin::predicted).toArray();
        double[] observed =
                calibration.bins().stream().mapToDouble(Bin::observed).toArray();
        Curve curve = Curve.of("observed, in bins of equal width", predicted, observed);
        return switch (evaluation.classes().size()) {
            case 0 ->
                AgreementPlot.ofProbabilities(title, "predicted probability of a label", "part that has it", curve);
            case 2 -> {
                String name = evaluation.classes().get(1);
                yield AgreementPlot.ofProbabilities(
                        title, "predicted probability of \"%s\"".formatted(name), "part that is it", curve);
            }
            default ->
                AgreementPlot.ofProbabilities(title, "probability of the predicted class", "part that is right", curve);
        };
    }

    private static Plot ofNumbers(Model model, Table table) {
        Predictions predictions = model.predict(table);
        double[] actual = model.preprocessing().numbers(table);
        int rows = table.rows();
        int step = Math.ceilDiv(rows, MOST_POINTS);
        int[] shown = IntStream.iterate(0, row -> row < rows, row -> row + step).toArray();
        List<String> names = predictions.outputNames();
        List<Curve> curves = new ArrayList<>();
        for (int output = 0; output < names.size(); output++) {
            double[] x = new double[shown.length];
            double[] y = new double[shown.length];
            for (int i = 0; i < shown.length; i++) {
                x[i] = actual[shown[i] * names.size() + output];
                y[i] = predictions.value(shown[i], output);
            }
            curves.add(Curve.of(names.get(output), x, y));
        }
        String title = step == 1
                ? "Predicted and actual values"
                : String.format(Locale.ROOT, "Predicted and actual values (%,d of %,d rows)", shown.length, rows);
        return AgreementPlot.ofNumbers(title, curves);
    }
}
