package io.gradus.app.plot;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import io.gradus.app.plot.Plot.Layer;
import java.awt.AWTError;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// Writes plots to files.
public final class PlotFile {

    /// A PNG has twice the pixels of an SVG in each direction, enough for a projector.
    static final int PNG_SCALE = 2;

    private static final String NO_FONT = "Java finds no font on this machine. "
            + "Hint: install fontconfig and a font (Debian: apt-get install fontconfig fonts-dejavu-core)";

    private PlotFile() {}

    /// Checks a file's name, so that a long computation need not come before the complaint.
    ///
    /// @throws IllegalArgumentException if the name ends neither in `.svg` nor in `.png`
    public static void requireKnownSuffix(Path file) {
        if (!isSvg(file) && !hasSuffix(file, ".png")) {
            throw new IllegalArgumentException("--plot %s: expected a name that ends in .svg or .png".formatted(file));
        }
    }

    /// Writes a plot, as SVG or PNG by the name's ending. A file of that name is replaced.
    ///
    /// The file appears at once and whole: it is written under another name in the same folder and renamed.
    ///
    /// @throws IllegalArgumentException if the name ends neither in `.svg` nor in `.png`
    /// @throws IOException              if the file cannot be written, or Java finds no font on this machine
    public static void write(Path file, Plot plot) throws IOException {
        String series = plot.layers().stream().map(Layer::label).collect(Collectors.joining("; "));
        String y = plot.y() instanceof Axis.Names axis
                ? String.join(", ", axis.names())
                : plot.y().title();
        String words = "x: %s. y: %s. %s.".formatted(plot.x().title(), y, series);
        Consumer<Graphics2D> paint = g -> new PlotPainter(plot).paint(g);
        write(file, new Picture(PlotStyle.WIDTH, PlotStyle.HEIGHT, plot.title(), words, paint));
    }

    /// Writes the plot of a search. See [#write(Path, Plot)].
    ///
    /// @throws IllegalArgumentException if the name ends neither in `.svg` nor in `.png`
    /// @throws IOException              if the file cannot be written, or Java finds no font on this machine
    public static void write(Path file, SearchPlot plot) throws IOException {
        String options = plot.panels().stream().map(SearchPlot.Panel::name).collect(Collectors.joining("; "));
        String words = "x: %s. y: %s.".formatted(options, plot.scores().title());
        SearchPainter painter = new SearchPainter(plot);
        write(file, new Picture(painter.width(), painter.height(), plot.title(), words, painter::paint));
    }

    /// What is written.
    ///
    /// @param words what the picture shows, for those who search or listen
    private record Picture(int width, int height, String title, String words, Consumer<Graphics2D> paint) {}

    private static void write(Path file, Picture plot) throws IOException {
        requireKnownSuffix(file);
        byte[] bytes;
        try {
            requireFonts(file);
            bytes = isSvg(file) ? svg(plot) : png(plot);
        } catch (AWTError e) {
            throw new IOException("--plot %s: %s".formatted(file, e.getMessage()), e);
        }
        replace(file, bytes);
    }

    /// Java looks for fonts when it first needs one, and where there are none it fails with an error of its own kind:
    /// an `InternalError` ("Fontconfig head is null"), a `RuntimeException` or a missing library, by version.
    private static void requireFonts(Path file) throws IOException {
        try {
            PlotStyle.bounds("0", PlotStyle.tickFont());
        } catch (LinkageError | InternalError | RuntimeException e) {
            throw new IOException("--plot %s: %s".formatted(file, NO_FONT), e);
        }
    }

    private static byte[] svg(Picture plot) throws IOException {
        VectorGraphics2D g = new VectorGraphics2D();
        plot.paint().accept(g);
        PageSize page = new PageSize(0, 0, plot.width(), plot.height());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new SVGProcessor().getDocument(g.getCommands(), page).writeTo(out);
        // Without the document type: some readers fetch its address. Letters are shapes, so the words are added for
        // those who search or listen.
        String svg = out.toString(StandardCharsets.UTF_8).replaceFirst("<!DOCTYPE[^>]*>\\s*", "");
        int root = svg.indexOf('>', svg.indexOf("<svg")) + 1;
        return (svg.substring(0, root) + words(plot) + svg.substring(root)).getBytes(StandardCharsets.UTF_8);
    }

    private static String words(Picture plot) {
        return "\n  <title>%s</title>\n  <desc>%s</desc>".formatted(escape(plot.title()), escape(plot.words()));
    }

    private static String escape(String text) {
        // XML 1.0 has no control characters.
        return text.replaceAll("\\p{Cntrl}", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }

    private static byte[] png(Picture plot) throws IOException {
        BufferedImage image =
                new BufferedImage(PNG_SCALE * plot.width(), PNG_SCALE * plot.height(), BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        try {
            g.scale(PNG_SCALE, PNG_SCALE);
            plot.paint().accept(g);
        } finally {
            g.dispose();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        // In memory: by default ImageIO goes through a temporary file.
        try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            if (!ImageIO.write(image, "png", stream)) {
                throw new IOException("this Java has no encoder for PNG");
            }
        }
        return out.toByteArray();
    }

    private static void replace(Path file, byte[] bytes) throws IOException {
        Path name = file.getFileName();
        Path part = file.resolveSibling(
                ".%s.%d.part".formatted(name, ProcessHandle.current().pid()));
        try {
            Files.write(part, bytes);
            try {
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException _) {
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static boolean isSvg(Path file) {
        return hasSuffix(file, ".svg");
    }

    private static boolean hasSuffix(Path file, String suffix) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(suffix);
    }
}
