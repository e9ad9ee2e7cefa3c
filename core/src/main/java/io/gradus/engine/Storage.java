package io.gradus.engine;

/// Moves numbers between the caller's doubles and an engine's storage, by overloading for both precisions.
final class Storage {
    private Storage() {}

    /// The array itself: where the float twin says [#toFloat].
    static double[] toDouble(double[] values) {
        return values;
    }

    /// A copy, each number rounded to the nearest float.
    static float[] toFloat(double[] values) {
        float[] copy = new float[values.length];
        copy(values, copy);
        return copy;
    }

    /// Copies all; nothing to do where both are the same array.
    @SuppressWarnings("ReferenceEquality") // whether they are the same array is the question
    static void copy(double[] from, double[] to) {
        if (from != to) {
            copy(from, 0, to, 0, from.length);
        }
    }

    static void copy(double[] from, float[] to) {
        copy(from, 0, to, 0, from.length);
    }

    static void copy(float[] from, double[] to) {
        copy(from, 0, to, 0, from.length);
    }

    /// Copies n numbers.
    static void copy(double[] from, int first, double[] to, int at, int n) {
        System.arraycopy(from, first, to, at, n);
    }

    static void copy(double[] from, int first, float[] to, int at, int n) {
        for (int i = 0; i < n; i++) {
            to[at + i] = (float) from[first + i];
        }
    }

    static void copy(float[] from, int first, double[] to, int at, int n) {
        for (int i = 0; i < n; i++) {
            to[at + i] = from[first + i];
        }
    }
}
