package io.gradus.data;

import java.util.LinkedHashMap;
import java.util.Map;

/// Numbers that are meant as categories, as text: `3` for 3, `0.5` for 0.5.
final class NumberText {
    private NumberText() {}

    static TextColumn column(String name, NumberColumn numbers) {
        Map<Double, String> pool = new LinkedHashMap<>(); // equal values share one String
        String[] texts = new String[numbers.size()];
        for (int row = 0; row < texts.length; row++) {
            texts[row] = pool.computeIfAbsent(numbers.value(row), NumberText::text);
        }
        return new TextColumn(name, texts);
    }

    private static String text(double value) {
        return value == (long) value ? Long.toString((long) value) : Double.toString(value);
    }
}
