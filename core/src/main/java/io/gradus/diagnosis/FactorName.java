package io.gradus.diagnosis;

import io.gradus.layer.Loss;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The factors that gradients are usually off by, and what they are called.
final class FactorName {
    private static final double SAME = 1e-6;

    private FactorName() {}

    /// Usual factors other than 1 and -1, each once.
    static List<Double> usual(Situation s) {
        List<Double> factors = new ArrayList<>();
        for (double factor : named(s).values()) {
            if (factors.stream().noneMatch(other -> isSame(factor, other)) && !isSame(factor, 1)) {
                factors.add(factor);
            }
        }
        return factors;
    }

    private static Map<String, Double> named(Situation s) {
        Map<String, Double> named = new LinkedHashMap<>();
        double batch = s.rows();
        double outputs = s.architecture().outputs();
        named.put("2", 2.0);
        named.put("1/2", 0.5);
        named.put("batch", batch);
        named.put("1/batch", 1 / batch);
        named.put("outputs", outputs);
        named.put("1/outputs", 1 / outputs);
        if (!Double.isNaN(s.learningRate())) {
            named.put("learning rate", s.learningRate());
        }
        if (isHalfSum(batch * outputs / 2, s)) {
            named.put("batch·outputs/2", batch * outputs / 2);
        }
        named.put("batch·outputs", batch * outputs);
        named.put("1/(batch·outputs)", 1 / (batch * outputs));
        return named;
    }

    /// Whether a factor is that of ½ Σ (y - t)² where the mean belongs; of two outputs it is the batch size, plainly.
    private static boolean isHalfSum(double factor, Situation s) {
        int outputs = s.architecture().outputs();
        return s.loss() instanceof Loss.MeanSquaredError && outputs != 2 && isSame(factor, s.rows() * outputs / 2.0);
    }

    /// All names of a factor, such as `2, batch`; "" if it has none.
    static String of(double factor, Situation s) {
        List<String> names = new ArrayList<>();
        double sign = Math.signum(factor);
        named(s).forEach((name, value) -> {
            if (isSame(value, Math.abs(factor)) && !isSame(value, 1)) {
                names.add((sign < 0 ? "-" : "") + name);
            }
        });
        return String.join(", ", names);
    }

    static boolean isUsual(double factor, Situation s) {
        return !of(Math.abs(factor), s).isEmpty();
    }

    static boolean isSame(double one, double other) {
        return Math.abs(one - other) <= SAME * Math.abs(other);
    }

    /// The number, with few digits where it is a simple one.
    static String number(double factor) {
        String text = String.format(Locale.ROOT, "%.6g", factor);
        return text.contains(".") && !text.contains("e")
                ? text.replaceAll("0+$", "").replaceAll("\\.$", "")
                : text;
    }

    /// What the factor may come from, as the end of a sentence.
    static String explanation(double factor, Situation s) {
        List<String> causes = new ArrayList<>();
        double size = Math.abs(factor);
        double batch = s.rows();
        double outputs = s.architecture().outputs();
        if (isHalfSum(size, s)) {
            causes.add("½ Σ (y - t)² instead of the mean over outputs and batch");
        }
        if (isSame(size, batch) && batch > 1) {
            causes.add("the batch size: a sum where the mean belongs");
        }
        if (isSame(size, 1 / batch) && batch > 1) {
            causes.add("1/batch: divided by the batch size once too often");
        }
        if (isSame(size, outputs) && outputs > 1) {
            causes.add("the number of outputs");
        }
        if (isSame(size, 1 / outputs) && outputs > 1) {
            causes.add("1/outputs");
        }
        if (isSame(size, 2)) {
            causes.add("a 2 too many");
        }
        if (isSame(size, 0.5)) {
            causes.add("the 2 of a square's derivative forgotten");
        }
        if (isSame(size, s.learningRate())) {
            causes.add("the learning rate left in");
        }
        return causes.isEmpty() ? "" : " (" + String.join("; or ", causes) + ")";
    }
}
