package io.gradus.data;

import java.util.Objects;

/// How a [NumberColumn] keeps its values: as doubles, or as the bytes they came as, an eighth of the memory.
sealed interface Numbers {
    int size();

    double get(int row);

    /// All values, not to be modified: the array itself, or a new one.
    double[] array();

    /// The values of some rows, kept the same way.
    Numbers select(int[] rows);

    /// Doubles; the array is kept.
    final class Doubles implements Numbers {
        private final double[] values;

        Doubles(double[] values) {
            this.values = values;
        }

        @Override
        public int size() {
            return values.length;
        }

        @Override
        public double get(int row) {
            return values[row];
        }

        @Override
        public double[] array() {
            return values;
        }

        @Override
        public Numbers select(int[] rows) {
            double[] selected = new double[rows.length];
            for (int i = 0; i < rows.length; i++) {
                selected[i] = values[Objects.checkIndex(rows[i], values.length)];
            }
            return new Doubles(selected);
        }
    }

    /// Whole numbers from 0 to 255; the array is kept.
    final class UnsignedBytes implements Numbers {
        private final byte[] values;

        UnsignedBytes(byte[] values) {
            this.values = values;
        }

        @Override
        public int size() {
            return values.length;
        }

        @Override
        public double get(int row) {
            return Byte.toUnsignedInt(values[row]);
        }

        @Override
        public double[] array() {
            double[] array = new double[values.length];
            for (int row = 0; row < array.length; row++) {
                array[row] = Byte.toUnsignedInt(values[row]);
            }
            return array;
        }

        @Override
        public Numbers select(int[] rows) {
            byte[] selected = new byte[rows.length];
            for (int i = 0; i < rows.length; i++) {
                selected[i] = values[Objects.checkIndex(rows[i], values.length)];
            }
            return new UnsignedBytes(selected);
        }
    }
}
