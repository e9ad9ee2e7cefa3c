package io.gradus.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Locale;

/// The text of a CSV file behind its byte order mark, and the character between its fields.
record CsvDialect(BufferedReader text, char delimiter) {
    // In the order of preference where two are equally frequent.
    private static final String CANDIDATES = ",;\t";
    private static final int LONGEST_HEADER = 1 << 20;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /// Looks at the header line and puts it back.
    static CsvDialect prepare(Reader source, String name, CsvOptions options) throws IOException {
        BufferedReader text = new BufferedReader(source, 1 << 16);
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
        if (options.delimiter() != null) {
            return new CsvDialect(text, options.delimiter());
        }
        String lowerCase = name.toLowerCase(Locale.ROOT);
        if (lowerCase.endsWith(".tsv") || lowerCase.endsWith(".tsv.gz")) {
            return new CsvDialect(text, '\t');
        }
        text.mark(LONGEST_HEADER);
        char delimiter = mostFrequent(text);
        text.reset();
        return new CsvDialect(text, delimiter);
    }

    static String describe(char delimiter) {
        return switch (delimiter) {
            case ',' -> "commas";
            case ';' -> "semicolons";
            case '\t' -> "tabs";
            default -> Wording.quote(String.valueOf(delimiter));
        };
    }

    // Counts outside quotes, up to the end of the first line that is not blank.
    private static char mostFrequent(Reader text) throws IOException {
        int[] counts = new int[CANDIDATES.length()];
        boolean quoted = false;
        boolean blank = true;
        for (int i = 0; i < LONGEST_HEADER; i++) {
            int c = text.read();
            boolean lineEnds = !quoted && (c == '\n' || c == '\r');
            if (c < 0 || lineEnds && !blank) {
                break;
            }
            quoted ^= c == '"';
            blank &= Character.isWhitespace(c);
            int candidate = CANDIDATES.indexOf(c);
            if (candidate >= 0 && !quoted) {
                counts[candidate]++;
            }
        }
        int best = 0;
        for (int candidate = 1; candidate < counts.length; candidate++) {
            if (counts[candidate] > counts[best]) {
                best = candidate;
            }
        }
        return CANDIDATES.charAt(best);
    }
}
