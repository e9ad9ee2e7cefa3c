package io.gradus.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;

/// The three matrix products of a dense layer, z = x·W + b, dW = xᵀ·delta and dx = delta·Wᵀ, by Gradus and by OpenBLAS,
/// of the same numbers.
///
/// OpenBLAS adds no b and finds its operands outside of the heap: what a caller from Java would need to copy is not in
/// its time.
///
/// Legend: B batch, I inputs, O outputs; x [B × I], W [I × O] and then b [O] in p, delta [B × O], all row-major; c has
/// room for any of the results.
abstract sealed class Products {
    static final String[] NAMES = {"z", "dW", "dx"};

    final int batch;
    final int inputs;
    final int outputs;
    final double[] x;
    final double[] p;
    final double[] delta;
    final double[] c;

    private Products(int batch, int inputs, int outputs) {
        this.batch = batch;
        this.inputs = inputs;
        this.outputs = outputs;
        x = numbers(batch * inputs, 1);
        p = Arrays.copyOf(numbers(inputs * outputs, 2), (inputs + 1) * outputs); // b is 0
        delta = numbers(batch * outputs, 3);
        c = new double[Math.max(Math.max(batch * inputs, batch * outputs), inputs * outputs)];
    }

    private static double[] numbers(int n, int seed) {
        double[] values = new double[n];
        Random random = new Random(seed);
        for (int i = 0; i < n; i++) {
            values[i] = 2 * random.nextFloat() - 1; // of 24 bits: the same number in both precisions
        }
        return values;
    }

    /// @param precision `float` or `double`
    /// @param shape B, I and O, such as `128x784x128`
    static Products of(String precision, String shape) {
        String[] sizes = shape.split("x", -1);
        int b = Integer.parseInt(sizes[0]);
        int i = Integer.parseInt(sizes[1]);
        int o = Integer.parseInt(sizes[2]);
        return switch (precision) {
            case "float" -> new InFloat(b, i, o);
            case "double" -> new InDouble(b, i, o);
            default -> throw new IllegalArgumentException("precision: expected float or double, got " + precision);
        };
    }

    /// One of Gradus's kernels.
    ///
    /// @param level `vector`, `portable` or `naive`
    /// @param product one of [#NAMES]
    abstract Runnable gradus(String level, String product);

    /// OpenBLAS's product.
    abstract Runnable openBlas(String product);

    /// The result of the last product by Gradus, for a test.
    abstract double[] result();

    /// The result of the last product by OpenBLAS.
    abstract double[] resultOfOpenBlas();

    /// Half a unit in the last place of 1.
    abstract double unitRoundoff();

    final int rows(String product) {
        return product.equals("dW") ? inputs : batch;
    }

    final int columns(String product) {
        return product.equals("dx") ? inputs : outputs;
    }

    final int depth(String product) {
        return switch (product) {
            case "z" -> inputs;
            case "dW" -> batch;
            default -> outputs;
        };
    }

    /// How far OpenBLAS is from Gradus in the worst element, as a share of what rounding can explain; up to 1 they agree.
    ///
    /// In whatever order a sum of products is added, its error is at most about depth · u · Σ |a||b|, which is at most
    /// depth · u · ‖a‖ ‖b‖ with the row of A and the column of B.
    final double difference(String product) {
        gradus("vector", product).run();
        openBlas(product).run();
        double[] ours = result();
        double[] theirs = resultOfOpenBlas();
        int depth = depth(product);
        int columns = columns(product);
        double[] squares = new double[columns];
        for (int k = 0; k < depth; k++) {
            for (int column = 0; column < columns; column++) {
                double b = right(product, k, column);
                squares[column] += b * b;
            }
        }
        double worst = 0;
        for (int row = 0; row < rows(product); row++) {
            double square = 0;
            for (int k = 0; k < depth; k++) {
                double a = left(product, row, k);
                square += a * a;
            }
            for (int column = 0; column < columns; column++) {
                int at = row * columns + column;
                double explained = 2 * depth * unitRoundoff() * Math.sqrt(square * squares[column]);
                double difference = Math.abs(ours[at] - theirs[at]) / explained;
                worst = Math.max(worst, Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference);
            }
        }
        return worst;
    }

    private double left(String product, int row, int k) {
        return switch (product) {
            case "z" -> x[row * inputs + k];
            case "dW" -> x[k * inputs + row];
            default -> delta[row * outputs + k];
        };
    }

    private double right(String product, int k, int column) {
        return switch (product) {
            case "z" -> p[k * outputs + column];
            case "dW" -> delta[k * outputs + column];
            default -> p[column * outputs + k];
        };
    }

    /// The call of OpenBLAS.
    final Runnable gemm(
            boolean wide, String product, MemorySegment x, MemorySegment w, MemorySegment d, MemorySegment c) {
        return switch (product) {
            case "z" -> () -> OpenBlas.product(wide, batch, outputs, inputs, x, false, w, false, c);
            case "dW" -> () -> OpenBlas.product(wide, inputs, outputs, batch, x, true, d, false, c);
            default -> () -> OpenBlas.product(wide, batch, inputs, outputs, d, false, w, true, c);
        };
    }

    private static MemorySegment outside(MemorySegment values) {
        return Arena.ofAuto().allocate(values.byteSize(), 64).copyFrom(values);
    }

    private static final class InDouble extends Products {
        private final MemorySegment outsideX = outside(MemorySegment.ofArray(x));
        private final MemorySegment outsideP = outside(MemorySegment.ofArray(p));
        private final MemorySegment outsideDelta = outside(MemorySegment.ofArray(delta));
        private final MemorySegment outsideC = outside(MemorySegment.ofArray(c));

        InDouble(int batch, int inputs, int outputs) {
            super(batch, inputs, outputs);
        }

        @Override
        Runnable gradus(String level, String product) {
            Kernels kernels = switch (level) {
                case "vector" -> new VectorKernels();
                case "portable" -> new PortableKernels();
                default -> new NaiveKernels();
            };
            int b = inputs * outputs;
            return switch (product) {
                case "z" -> () -> kernels.weightedSums(x, 0, p, 0, b, c, 0, batch, inputs, outputs);
                case "dW" -> () -> kernels.weightGradient(x, 0, delta, c, 0, batch, 0, inputs, inputs, outputs);
                default -> () -> kernels.inputGradient(delta, p, 0, c, 0, batch, inputs, outputs);
            };
        }

        @Override
        Runnable openBlas(String product) {
            return gemm(true, product, outsideX, outsideP, outsideDelta, outsideC);
        }

        @Override
        double[] result() {
            return c;
        }

        @Override
        double[] resultOfOpenBlas() {
            return outsideC.toArray(ValueLayout.JAVA_DOUBLE);
        }

        @Override
        double unitRoundoff() {
            return 0x1p-53;
        }
    }

    private static final class InFloat extends Products {
        private final float[] floatX = Storage.toFloat(x);
        private final float[] floatP = Storage.toFloat(p);
        private final float[] floatDelta = Storage.toFloat(delta);
        private final float[] floatC = Storage.toFloat(c);
        private final MemorySegment outsideX = outside(MemorySegment.ofArray(floatX));
        private final MemorySegment outsideP = outside(MemorySegment.ofArray(floatP));
        private final MemorySegment outsideDelta = outside(MemorySegment.ofArray(floatDelta));
        private final MemorySegment outsideC = outside(MemorySegment.ofArray(floatC));

        InFloat(int batch, int inputs, int outputs) {
            super(batch, inputs, outputs);
        }

        @Override
        Runnable gradus(String level, String product) {
            FloatKernels kernels = switch (level) {
                case "vector" -> new FloatVectorKernels();
                case "portable" -> new FloatPortableKernels();
                default -> new FloatNaiveKernels();
            };
            int b = inputs * outputs;
            return switch (product) {
                case "z" -> () -> kernels.weightedSums(floatX, 0, floatP, 0, b, floatC, 0, batch, inputs, outputs);
                case "dW" ->
                    () -> kernels.weightGradient(floatX, 0, floatDelta, floatC, 0, batch, 0, inputs, inputs, outputs);
                default -> () -> kernels.inputGradient(floatDelta, floatP, 0, floatC, 0, batch, inputs, outputs);
            };
        }

        @Override
        Runnable openBlas(String product) {
            return gemm(false, product, outsideX, outsideP, outsideDelta, outsideC);
        }

        @Override
        double[] result() {
            return widened(floatC);
        }

        @Override
        double[] resultOfOpenBlas() {
            return widened(outsideC.toArray(ValueLayout.JAVA_FLOAT));
        }

        private static double[] widened(float[] values) {
            double[] wide = new double[values.length];
            Storage.copy(values, wide);
            return wide;
        }

        @Override
        double unitRoundoff() {
            return 0x1p-24;
        }
    }
}
