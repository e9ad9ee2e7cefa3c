package io.gradus.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The texts of one column while its type is not known yet, as UTF-8 back to back: a few bytes a value, where a String
/// takes some fifty. Whether a column is of numbers is known only after its last row.
final class TextStore {
    private byte[] bytes = new byte[256];
    private int[] ends = new int[32];
    private int size;

    void add(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        int start = end(size);
        int end = Math.addExact(start, encoded.length);
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, grown(bytes.length, end));
        }
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, grown(ends.length, size + 1));
        }
        System.arraycopy(encoded, 0, bytes, start, encoded.length);
        ends[size++] = end;
    }

    int size() {
        return size;
    }

    boolean isEmpty(int row) {
        return ends[row] == end(row);
    }

    String get(int row) {
        int start = end(row);
        return new String(bytes, start, ends[row] - start, StandardCharsets.UTF_8);
    }

    // Where the first `count` texts end.
    private int end(int count) {
        return count == 0 ? 0 : ends[count - 1];
    }

    private static int grown(int length, int needed) {
        return (int) Math.max(needed, Math.min(length * 2L, Integer.MAX_VALUE - 8));
    }
}
