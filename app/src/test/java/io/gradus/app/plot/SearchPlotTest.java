package io.gradus.app.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gradus.app.plot.SearchPlot.Trial;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchPlotTest {
    private static SearchPlot of(String... values) {
        List<Trial> trials = new ArrayList<>();
        for (String value : values) {
            trials.add(new Trial(List.of(value), 0.5 + 0.1 * trials.size(), 0.05, 1));
        }
        return SearchPlot.of("rmse", List.of("option"), trials);
    }

    @Test
    void manyNumbersGetAnAxisThatIsLogarithmicOverADecade() {
        assertThat(of("1", "2", "3", "4", "5", "6", "7").panels().getFirst().numbers())
                .containsInstanceOf(Axis.Linear.class);
        SearchPlot.Panel panel =
                of("0.001", "0.002", "0.01", "0.03", "0.1", "0.2", "1").panels().getFirst();
        assertThat(panel.numbers()).containsInstanceOf(Axis.Logarithmic.class);
        // Half way between 0.001 and 1 in the logarithm.
        assertThat(panel.fraction(Double.toString(Math.sqrt(0.001)))).isCloseTo(0.5, within(1e-12));
        assertThat(of("0", "2", "3", "4", "5", "6", "70").panels().getFirst().numbers())
                .containsInstanceOf(Axis.Linear.class);
    }

    @Test
    void fewNumbersAndWordsStandSideBySide() {
        SearchPlot.Panel numbers = of("64", "8", "16").panels().getFirst();
        assertThat(numbers.numbers()).isEmpty();
        assertThat(numbers.texts()).containsExactly("8", "16", "64");
        assertThat(numbers.fraction("16")).isEqualTo(0.5);
        assertThat(of("tanh", "relu", "tanh").panels().getFirst().texts()).containsExactly("tanh", "relu");
    }

    @Test
    void countsTrialsWithoutAScore() {
        SearchPlot plot = SearchPlot.of(
                "rmse",
                List.of("a"),
                List.of(new Trial(List.of("1"), 2, 1, 1), new Trial(List.of("2"), Double.NaN, Double.NaN, 1)));

        assertThat(plot.title()).isEqualTo("rmse of 1 trial, 1 without a score");
        assertThat(plot.trials()).hasSize(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SearchPlot.of(
                        "rmse", List.of("a"), List.of(new Trial(List.of("1"), Double.NaN, Double.NaN, 1))))
                .withMessage("plot of a search: expected a finite score, got none");
    }

    @Test
    void writesAPanelForEachOption(@TempDir Path folder) throws Exception {
        List<Trial> trials = List.of(
                new Trial(List.of("1", "a", "0.1", "x"), 0.2, 0.1, 2),
                new Trial(List.of("2", "b", "0.5", "x"), 0.4, Double.NaN, 2),
                new Trial(List.of("2", "b", "0.5", "y"), 9, 3, 1));
        SearchPlot plot = SearchPlot.of("log_loss", List.of("p", "q", "r", "s"), trials);

        PlotFile.write(folder.resolve("a.svg"), plot);
        PlotFile.write(folder.resolve("a.png"), plot);

        assertThat(plot.hasRounds()).isTrue();
        assertThat(folder.resolve("a.svg"))
                .content()
                .contains("<title>log_loss of 3 trials</title>", "x: p; q; r; s. y: log_loss.")
                .contains("rgb(213,94,0)", "rgb(0,114,178)", "rgb(86,180,233)"); // best, other, earlier round
        BufferedImage image = ImageIO.read(folder.resolve("a.png").toFile());
        assertThat(image.getHeight()).isGreaterThan(2 * 2 * 300); // two rows
        assertThat(image.getWidth()).isGreaterThan(2 * 3 * 300); // of three
    }
}
