package io.gradus.app.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

class PlotFileTest {

    private static final double[] EPOCHS = {1, 2, 3, 4};
    private static final double[] LOSSES = {0.9, 0.5, 0.3, 0.25};

    @TempDir
    Path folder;

    @BeforeAll
    static void headless() {
        System.setProperty("java.awt.headless", "true");
    }

    @Test
    void svgIsWellFormedAndHoldsTheWords() throws Exception {
        Plot plot =
                LossPlot.withBest("Losses <of> R&D", List.of(curve("training loss"), curve("validation & more")), 4);
        Path file = write("loss.svg", plot);

        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());

        assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(document.getDocumentElement().getAttribute("viewBox")).isEqualTo("0 0 800 500");
        assertThat(document.getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("Losses <of> R&D");
        assertThat(document.getElementsByTagName("desc").item(0).getTextContent())
                .isEqualTo("x: epoch. y: loss. training loss; validation & more; best epoch: 4.");
        assertThat(Files.readString(file)).doesNotContain("DOCTYPE");
    }

    @Test
    void svgDrawsEachCurveAsOnePathSoThatItsDashesGoOn() throws IOException {
        String svg = Files.readString(write("loss.svg", LossPlot.of("t", List.of(curve("a"), curve("b")))));

        assertThat(svg)
                .containsOnlyOnce("stroke:rgb(86,180,233);stroke-width:6;stroke-miterlimit:10;stroke-linecap:round;"
                        + "stroke-linejoin:round;\" x1")
                .contains("stroke-dasharray:9,6");
        assertThat(svg.split("<path d=\"M[^\"]*\" style=\"fill:none", -1)).hasSize(3);
    }

    @Test
    void pngIsTwiceAsLargeAndShowsTheColorsOfTheCurves() throws IOException {
        BufferedImage image = image(LossPlot.of("t", List.of(curve("a"), curve("b"))));

        assertThat(image.getWidth()).isEqualTo(1600);
        assertThat(image.getHeight()).isEqualTo(1000);
        assertThat(image.getRGB(0, 0)).isEqualTo(Color.WHITE.getRGB());
        assertThat(colors(image)).contains(PlotStyle.SKY_BLUE.getRGB(), PlotStyle.BLACK.getRGB());
    }

    @Test
    void curvesOnTopOfEachOtherBothShow() throws IOException {
        BufferedImage image = image(LossPlot.of("t", List.of(curve("a"), curve("b"))));

        // The legend stands at the top right; the lower half holds curves, grid and axes only.
        BufferedImage lower = image.getSubimage(0, 500, 1600, 300);
        assertThat(colors(lower)).contains(PlotStyle.SKY_BLUE.getRGB(), PlotStyle.BLACK.getRGB());
    }

    @ParameterizedTest
    @ValueSource(strings = {".svg", ".png"})
    void writesTheSameBytesTwice(String suffix) throws IOException {
        Plot first = LossPlot.withBest("t", List.of(curve("a"), curve("b")), 2);
        Plot second = LossPlot.withBest("t", List.of(curve("a"), curve("b")), 2);

        assertThat(write("first" + suffix, first)).hasSameBinaryContentAs(write("second" + suffix, second));
    }

    @Test
    void rejectsAnotherSuffix() {
        Plot plot = LossPlot.of("t", List.of(curve("a")));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlotFile.write(Path.of("loss.pdf"), plot))
                .withMessage("--plot loss.pdf: expected a name that ends in .svg or .png");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlotFile.requireKnownSuffix(Path.of("loss")))
                .withMessage("--plot loss: expected a name that ends in .svg or .png");
    }

    @Test
    void takesASuffixInCapitals() throws IOException {
        Path file = write("LOSS.PNG", LossPlot.of("t", List.of(curve("a"))));

        assertThat(ImageIO.read(file.toFile())).isNotNull();
    }

    @Test
    void replacesAFileAndLeavesNothingElse() throws IOException {
        Path file = folder.resolve("loss.svg");
        Files.writeString(file, "old");

        PlotFile.write(file, LossPlot.of("t", List.of(curve("a"))));

        assertThat(file).content().startsWith("<?xml");
        assertThat(list()).containsExactly(file);
    }

    @Test
    void leavesNothingBehindWhereItCannotWrite() throws IOException {
        Path taken = Files.createDirectory(folder.resolve("loss.svg"));
        Plot plot = LossPlot.of("t", List.of(curve("a")));

        assertThatIOException().isThrownBy(() -> PlotFile.write(taken, plot));
        assertThatIOException()
                .isThrownBy(() -> PlotFile.write(folder.resolve("missing").resolve("a.png"), plot));

        assertThat(list()).containsExactly(taken);
        assertThat(taken).isEmptyDirectory();
    }

    @ParameterizedTest
    @MethodSource("awkward")
    void drawsAwkwardData(Plot plot) throws Exception {
        assertThat(colors(image(plot))).contains(PlotStyle.SKY_BLUE.getRGB());
        Path svg = write("plot.svg", plot);
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(svg.toFile());
        assertThat(svg).content().doesNotContain("NaN", "Infinity", "∞");
    }

    static Stream<Plot> awkward() {
        return Stream.of(
                loss(0.25),
                loss(0),
                loss(0, 0, 0),
                loss(0.3, 0.3, Double.NaN, 0.3, Double.POSITIVE_INFINITY, 0.3, 0.3),
                loss(1, 1 + 1e-15, 1),
                loss(3e-13, 2e-13, 1e-13),
                loss(Double.MIN_VALUE, Double.MIN_VALUE),
                loss(Double.MIN_VALUE, 1, Double.MAX_VALUE),
                loss(-Double.MAX_VALUE, 0, Double.MAX_VALUE),
                loss(Double.MAX_VALUE, Double.MAX_VALUE),
                loss(-5, -3, -1),
                LossPlot.of("x", List.of(Curve.of("a", new double[] {7, 7, 7}, new double[] {1, 2, 3}))),
                LossPlot.of("x".repeat(500), List.of(Curve.of("y".repeat(500), EPOCHS, LOSSES))),
                LossPlot.of("x", Stream.generate(() -> curve("many")).limit(12).toList()),
                LossPlot.of("x", List.of(curve("a"), Curve.of("b", EPOCHS, new double[] {
                    Double.NaN, Double.NaN, Double.NaN, Double.NaN
                }))));
    }

    @Test
    void marksAPointThatStandsAlone() throws IOException {
        BufferedImage image = image(loss(0.25));

        // Left of the legend's sample.
        assertThat(colors(image.getSubimage(0, 0, 1200, 1000))).contains(PlotStyle.SKY_BLUE.getRGB());
    }

    @Test
    void putsTheLegendBelowWhereTheDataFillTheCorners() throws IOException {
        double[] x = {0, 1, 2, 3};
        Plot plot = LossPlot.of(
                "t",
                List.of(Curve.of("up", x, new double[] {0, 1, 0, 1}), Curve.of("down", x, new double[] {1, 0, 1, 0})));
        BufferedImage image = image(plot);

        assertThat(colors(image.getSubimage(0, 930, 1600, 70))).contains(PlotStyle.SKY_BLUE.getRGB());
    }

    private static Plot loss(double... losses) {
        double[] epochs = new double[losses.length];
        for (int i = 0; i < epochs.length; i++) {
            epochs[i] = i + 1;
        }
        return LossPlot.of("awkward", List.of(Curve.of("a", epochs, losses)));
    }

    private static Curve curve(String name) {
        return Curve.of(name, EPOCHS, LOSSES);
    }

    private Path write(String name, Plot plot) throws IOException {
        Path file = folder.resolve(name);
        PlotFile.write(file, plot);
        return file;
    }

    private BufferedImage image(Plot plot) throws IOException {
        return ImageIO.read(write("plot.png", plot).toFile());
    }

    private List<Path> list() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static Set<Integer> colors(BufferedImage image) {
        Set<Integer> colors = new HashSet<>();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                colors.add(image.getRGB(x, y));
            }
        }
        return colors;
    }
}
