package io.gradus.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Images and their labels as rows of a table. See [Table#readIdx(Path, Path)].
final class IdxTable {
    static final String LABEL = "label";

    private IdxTable() {}

    static Table read(Path images, @Nullable Path labels) {
        Idx pixels = Idx.read(images);
        int[] shape = pixels.shape();
        String name = images.toString();
        if (shape.length < 2) {
            throw new DataException(
                    name,
                    "expected images, at least 2 dimensions, got 1",
                    "name the file of the images, such as train-images-idx3-ubyte.gz; that of the labels goes with it");
        }
        int rows = shape[0];
        int width = pixels.size() / rows;
        List<Column> columns = new ArrayList<>(width + 1);
        for (int at = 0; at < width; at++) {
            columns.add(new NumberColumn("pixel" + at, pixels.column(at, width)));
        }
        refuseNotFinite(pixels, name, width);
        if (labels != null) {
            columns.add(labels(Idx.read(labels), labels.toString(), rows));
        }
        return Table.ofArrays(name, columns);
    }

    /// The file of labels that goes with a file of images by its name, `images-idx3` → `labels-idx1`, compressed or not.
    static Path labelsBeside(Path images) {
        String file = String.valueOf(images.getFileName());
        String expected = file.replaceFirst("(?i)images", "labels").replaceFirst("(?i)(idx)[0-9]+", "$11");
        String bare = expected.toLowerCase(Locale.ROOT).endsWith(".gz")
                ? expected.substring(0, expected.length() - 3)
                : expected;
        for (String candidate : List.of(expected, bare, bare + ".gz")) {
            if (!candidate.equals(file) && Files.isRegularFile(images.resolveSibling(candidate))) {
                return images.resolveSibling(candidate);
            }
        }
        throw new DataException(
                images.toString(),
                expected.equals(file)
                        ? "no file of labels can be told from this name"
                        : "no file of labels beside it: expected " + expected,
                "name it in --labels FILE (second argument of Table.readIdx)");
    }

    private static TextColumn labels(Idx labels, String name, int images) {
        if (labels.shape().length != 1 || !labels.type().isWhole()) {
            throw new DataException(
                    name,
                    "expected labels, 1 dimension of whole numbers, got " + labels,
                    "name the file of the labels");
        }
        if (labels.size() != images) {
            throw new DataException(
                    name,
                    "%,d labels, expected %,d as there are images".formatted(labels.size(), images),
                    "take images and labels of the same set");
        }
        return NumberText.column(LABEL, new NumberColumn(LABEL, labels.column(0, 1)));
    }

    private static void refuseNotFinite(Idx pixels, String name, int width) {
        if (!pixels.type().isWhole()) {
            IntStream.range(0, pixels.size())
                    .filter(i -> !Double.isFinite(pixels.value(i)))
                    .findFirst()
                    .ifPresent(i -> {
                        throw ColumnType.notFinite(
                                "pixel" + i % width,
                                Double.toString(pixels.value(i)),
                                name + ", row " + (i / width + 1));
                    });
        }
    }
}
