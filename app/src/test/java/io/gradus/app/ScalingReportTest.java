package io.gradus.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradus.app.plot.Curve;
import io.gradus.file.JsonObject;
import io.gradus.model.ScalingStudy.Point;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScalingReportTest {
    /// Rounding of some logarithms and a division.
    private static final double TOLERANCE = 1e-12;

    /// Slopes 1, 2 and 1.5 by hand: 10⁴ times the parameters take 10⁴, 10⁸ and 10⁶ times as long.
    private static final ScalingReport REPORT = new ScalingReport(
            List.of(new Point("2-2-2", 10, 1e-8, 1e-7, 1e-6), new Point("224-224-224", 100_000, 1e-4, 10, 1)));

    @Test
    void tableFitsEightyColumns() {
        StringWriter out = new StringWriter();
        REPORT.print(new Console(new PrintWriter(out, true), new PrintWriter(new StringWriter()), null));

        assertThat(out.toString().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(out.toString())
                .contains("network      parameters  backprop.  numerical      ratio  restarted     ratio")
                .contains("2-2-2                10      10 ns     100 ns       10.0    1.00 µs     100.0")
                .contains("224-224-224     100,000  100.00 µs    10.00 s  100,000.0     1.00 s  10,000.0")
                .contains("Fitted slopes (log-log): 1.00, 2.00 and 1.50");
    }

    @Test
    void jsonHasEachCurveAndItsSlope() {
        JsonObject json = JsonObject.parse("report", io.gradus.file.Json.write(REPORT.json(), true));

        assertThat(json.getDoubles("parameters")).containsExactly(10, 100_000);
        assertThat(json.getDoubles("backpropagation")).containsExactly(1e-8, 1e-4);
        assertThat(json.getDoubles("numericalDifferentiation")).containsExactly(1e-7, 10);
        assertThat(json.getDoubles("restartedDifferentiation")).containsExactly(1e-6, 1);
        assertThat(json.getDoubles("slopes")).containsExactly(new double[] {1, 2}, within(TOLERANCE));
        assertThat(json.getDouble("restartedSlope")).isCloseTo(1.5, within(TOLERANCE));
    }

    @Test
    void curvesAreNamedAsTheLegendShowsThem() {
        assertThat(REPORT.curves())
                .extracting(Curve::name)
                .containsExactly("backpropagation", "numerical differentiation", "the same, restarted");
    }
}
