package io.gradus.data;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Pieces of error texts: quoted values, lists, suggestions, options.
final class Wording {
    private static final int LISTED = 10;
    private static final int LONGEST_VALUE = 60;
    private static final Pattern PLAIN_WORD = Pattern.compile("[A-Za-z0-9_.:/+-]+");

    private Wording() {}

    /// A value in quotes, cut after 60 characters, its control characters made visible.
    static String quote(String value) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < Math.min(value.length(), LONGEST_VALUE); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (Character.isISOControl(c)) {
                        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append(value.length() > LONGEST_VALUE ? "…\"" : "\"").toString();
    }

    static String column(String name) {
        return "column " + quote(name);
    }

    /// At most ten, with the number of all if there are more.
    static String list(List<String> values) {
        if (values.size() <= LISTED) {
            return String.join(", ", values);
        }
        return String.join(", ", values.subList(0, LISTED)) + ", … (" + values.size() + " in all)";
    }

    /// At most ten in quotes.
    static String quotedList(List<String> values) {
        return list(values.stream().map(Wording::quote).toList());
    }

    /// An option of the command line with a column's name, in single quotes where a shell would split it.
    static String option(String option, String name) {
        boolean plain = PLAIN_WORD.matcher(name).matches();
        return option + " " + (plain ? name : "'" + name.replace("'", "'\\''") + "'");
    }

    static String leaveOut(String name) {
        return "leave the column out with " + option("--ignore", name) + " (CsvOptions.withIgnore)";
    }

    static String asCategories(String name) {
        return "name it in " + option("--categorical", name) + " (CsvOptions.withCategorical)"
                + " if it is meant as categories";
    }

    /// A copy of names, checked.
    ///
    /// @throws IllegalArgumentException if there are fewer than `least` or one appears twice
    static List<String> distinct(String what, List<String> names, int least) {
        List<String> copy = List.copyOf(names);
        if (copy.size() < least) {
            throw new IllegalArgumentException(what + ": expected at least " + least + ", got " + copy.size());
        }
        Set<String> seen = new LinkedHashSet<>();
        for (String name : copy) {
            if (!seen.add(name)) {
                throw new IllegalArgumentException(what + ": expected each once, got " + quote(name) + " twice");
            }
        }
        return copy;
    }

    /// The fault of columns that are not there, with suggestions from those that are.
    ///
    /// @param missing at least one
    /// @param candidates names to suggest
    /// @param known all names, to be listed
    static DataException noColumn(String where, List<String> missing, List<String> candidates, List<String> known) {
        List<String> suggestions = new ArrayList<>();
        for (String name : missing) {
            String nearest = nearest(name, candidates);
            if (nearest != null && !suggestions.contains(nearest)) {
                suggestions.add(nearest);
            }
        }
        String meant = suggestions.isEmpty() ? "" : "did you mean " + quotedList(suggestions) + "? ";
        String noun = missing.size() == 1 ? "no column " : "no columns ";
        return new DataException(where, noun + quotedList(missing), meant + "The columns are: " + list(known));
    }

    /// The candidate with the fewest edits, letter case aside, if they are at most a third of the name (at least
    /// one).
    static @Nullable String nearest(String name, List<String> candidates) {
        String best = null;
        int fewest = Math.max(1, name.length() / 3) + 1;
        for (String candidate : candidates) {
            int edits = edits(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (edits < fewest) {
                fewest = edits;
                best = candidate;
            }
        }
        return best;
    }

    /// Insertions, deletions, replacements and swaps of neighbours that turn a into b (optimal string alignment).
    static int edits(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1]; // d[i][j]: for the first i and j characters
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
