package io.gradus.app.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Text in a terminal of 80 columns.
public final class Columns {
    static final int WIDTH = 80;

    private Columns() {}

    /// How many columns a text takes: two for each wide letter (Chinese, Japanese, Korean), none for a combining mark.
    static int width(String text) {
        return text.codePoints().map(Columns::width).sum();
    }

    private static int width(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        // The blocks of Unicode's annex 11 that terminals draw two columns wide.
        boolean wide = c >= 0x1100 && c <= 0x115f
                || c >= 0x2e80 && c <= 0xa4cf
                || c >= 0xac00 && c <= 0xd7a3
                || c >= 0xf900 && c <= 0xfaff
                || c >= 0xfe30 && c <= 0xfe6f
                || c >= 0xff00 && c <= 0xff60
                || c >= 0x1f300 && c <= 0x1faff
                || c >= 0x20000 && c <= 0x3fffd;
        return wide ? 2 : 1;
    }

    /// Text without what would act on a terminal instead of showing: control characters become `?`, line ends blanks.
    static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        text.codePoints()
                .forEach(c -> plain.appendCodePoint(
                        Character.isWhitespace(c)
                                ? ' '
                                : Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c));
        return plain.toString();
    }

    /// Wraps a text by words, but not within a shape, 2 × 2; a word that is broader than a line is cut.
    ///
    /// @param first what the first line begins with, such as a label; all others begin with as many blanks
    /// @return at least one line, none broader than [#WIDTH]
    public static List<String> wrap(String first, String text) {
        int indent = width(first);
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(first);
        int used = indent;
        boolean fresh = true;
        for (String word : plain(text).strip().replace(" × ", "\u00a0×\u00a0").split(" +", -1)) {
            String rest = word;
            int gap = fresh ? 0 : 1;
            if (!fresh && used + 1 + width(rest) > WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
                line.append(" ".repeat(indent));
                used = indent;
                gap = 0;
            }
            while (used + gap + width(rest) > WIDTH) {
                int cut = rest.length();
                while (used + gap + width(rest.substring(0, cut)) > WIDTH) {
                    cut = rest.offsetByCodePoints(cut, -1);
                }
                lines.add(line + rest.substring(0, cut));
                line.setLength(0);
                line.append(" ".repeat(indent));
                used = indent;
                rest = rest.substring(cut);
            }
            line.append(" ".repeat(gap)).append(rest);
            used += gap + width(rest);
            fresh = false;
        }
        lines.add(line.toString().stripTrailing());
        lines.replaceAll(one -> one.replace('\u00a0', ' '));
        return lines;
    }

    /// A table, two blanks between columns: the first column to the left, all others to the right.
    static List<String> table(List<List<String>> rows) {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int c = 0; c < widths.length; c++) {
                widths[c] = Math.max(widths[c], width(row.get(c)));
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < widths.length; c++) {
                String blanks = " ".repeat(widths[c] - width(row.get(c)));
                line.append(c == 0 ? row.get(c) + blanks : "  " + blanks + row.get(c));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    /// Two pieces of text side by side where they fit, else one below the other.
    static List<String> beside(List<String> left, List<String> right, String indent, int gap) {
        int leftWidth = left.stream().mapToInt(Columns::width).max().orElse(0);
        int rightWidth = right.stream().mapToInt(Columns::width).max().orElse(0);
        List<String> lines = new ArrayList<>();
        if (indent.length() + leftWidth + gap + rightWidth > WIDTH) {
            left.forEach(line -> lines.add(indent + line));
            right.forEach(line -> lines.add(indent + line));
            return lines;
        }
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            String l = i < left.size() ? left.get(i) : "";
            String r = i < right.size() ? right.get(i) : "";
            lines.add((indent + l + " ".repeat(leftWidth - width(l) + gap) + r).stripTrailing());
        }
        return lines;
    }

    /// Cells to the right in columns of the same width.
    static List<String> grid(String[][] cells) {
        int width = Arrays.stream(cells)
                .flatMap(Arrays::stream)
                .mapToInt(Columns::width)
                .max()
                .orElse(0);
        List<String> lines = new ArrayList<>();
        for (String[] row : cells) {
            StringBuilder line = new StringBuilder();
            for (String cell : row) {
                line.append(line.isEmpty() ? "" : "  ")
                        .append(" ".repeat(width - width(cell)))
                        .append(cell);
            }
            lines.add(line.toString());
        }
        return lines;
    }
}
