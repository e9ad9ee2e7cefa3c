package io.gradus.app;

import io.gradus.app.plot.Curve;
import io.gradus.app.plot.ScalingPlot;
import io.gradus.model.ScalingStudy.Point;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// What `compare --scaling` shows: the time of a step against the number of parameters, by backpropagation and by
/// numerical differentiation both ways, as a table, as curves and as JSON.
final class ScalingReport {
    private final List<Point> points;
    private final double[] parameters;
    private final double[] exact;
    private final double[] numeric;
    private final double[] restarted;

    ScalingReport(List<Point> points) {
        this.points = points;
        parameters = column(Point::parameters);
        exact = column(Point::backpropagation);
        numeric = column(Point::numericalDifferentiation);
        restarted = column(Point::restartedDifferentiation);
    }

    private double[] column(ToDoubleFunction<Point> value) {
        return points.stream().mapToDouble(value).toArray();
    }

    /// Seconds a step by number of parameters.
    List<Curve> curves() {
        return List.of(
                Curve.of("backpropagation", parameters, exact),
                Curve.of("numerical differentiation", parameters, numeric),
                Curve.of("the same, restarted", parameters, restarted));
    }

    /// At most 80 columns.
    void print(Console console) {
        console.print("");
        console.print("Time a step, batch size 1, warm; numerical differentiation in whole forward");
        console.print("passes, and restarted at the parameter's layer; ratio: to backpropagation");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("network", "parameters", "backprop.", "numerical", "ratio", "restarted", "ratio"));
        for (Point point : points) {
            rows.add(List.of(
                    point.sizes(),
                    String.format(Locale.ROOT, "%,d", point.parameters()),
                    Console.time(point.backpropagation()),
                    Console.time(point.numericalDifferentiation()),
                    ratio(point.numericalDifferentiation() / point.backpropagation()),
                    Console.time(point.restartedDifferentiation()),
                    ratio(point.restartedDifferentiation() / point.backpropagation())));
        }
        console.table(rows);
        List<Double> slopes = slopes();
        console.print("Fitted slopes (log-log): %.2f, %.2f and %.2f", slopes.toArray());
    }

    private static String ratio(double ratio) {
        return String.format(Locale.ROOT, "%,.1f", ratio);
    }

    private List<Double> slopes() {
        return curves().stream().map(ScalingPlot::slope).toList();
    }

    Map<String, @Nullable Object> json() {
        List<Double> slopes = slopes();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("parameters", points.stream().map(Point::parameters).toList());
        json.put("backpropagation", exact);
        json.put("numericalDifferentiation", numeric);
        json.put("restartedDifferentiation", restarted);
        json.put("slopes", slopes.subList(0, 2));
        json.put("restartedSlope", slopes.get(2));
        return json;
    }
}
