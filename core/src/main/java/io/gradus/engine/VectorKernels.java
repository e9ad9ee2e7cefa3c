package io.gradus.engine;

import io.gradus.layer.Activation;
import io.gradus.layer.Loss;
import io.gradus.math.Sums;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/// The kernels with the Vector API, for vectors of 128, 256 and 512 bits; see [Kernels] for shapes and the order of
/// sums.
final class VectorKernels extends NaiveKernels {
    private static final VectorSpecies<Double> SPECIES = MatrixProduct.SPECIES;
    private static final int LANES = SPECIES.length();
    /// Vectors of z that stay in registers while the inputs of a single row run.
    private static final int BLOCK = 8 * LANES;

    private final MatrixProduct product = new MatrixProduct();
    private double[] transposed = {};
    // What follows the sums of some rows.
    private final MatrixProduct.RowsDone thenActivate = this::activateRows;
    private final MatrixProduct.RowsDone thenDifferentiate = this::differentiateRows;
    private final MatrixProduct.RowsDone thenGradientDone = this::gradientDone;
    private GradientDone done = GradientDone.NOTHING;
    private Activation f = Activation.identity();
    private double[] z = {};
    private double[] a = {};
    private double[] dx = {};
    private int first;
    private int units;
    private final VectorActivations activations = new VectorActivations();
    private final VectorSoftmax softmax = new VectorSoftmax();
    private final VectorLosses elementwise = new VectorLosses();
    private final double[] lanes = new double[Sums.LANES];

    /// A single row reads each weight once and has nothing to use it for again; more rows go in tiles.
    @Override
    public void weightedSums(
            double[] x, int x0, double[] p, int w, int b, double[] z, int from, int to, int inputs, int outputs) {
        if (to - from == 1) {
            rowTimesMatrix(x, x0 + from * inputs, p, w, b, z, from * outputs, inputs, outputs);
            return;
        }
        product.a(x, x0 + from * inputs, inputs)
                .b(p, w, outputs)
                .startAt(p, b)
                .into(z, from * outputs, outputs, to - from, outputs, inputs);
    }

    /// The activation follows its sums while they are in the first-level cache.
    @Override
    public void forward(
            Activation f,
            double[] x,
            int x0,
            double[] p,
            int w,
            int b,
            double[] z,
            double[] a,
            int from,
            int to,
            int inputs,
            int outputs) {
        if (to - from == 1 || f instanceof Activation.Softmax) {
            super.forward(f, x, x0, p, w, b, z, a, from, to, inputs, outputs);
            return;
        }
        after(f, z, a, from, outputs);
        product.a(x, x0 + from * inputs, inputs)
                .b(p, w, outputs)
                .startAt(p, b)
                .into(z, from * outputs, outputs, to - from, outputs, inputs, thenActivate);
    }

    /// What follows the sums of some rows, of n units each.
    private void after(Activation f, double[] z, double[] a, int from, int n) {
        this.f = f;
        this.z = z;
        this.a = a;
        first = from;
        units = n;
    }

    private void activateRows(int from, int to) {
        activations.forward(f, z, a, first + from, first + to, units);
    }

    private void differentiateRows(int from, int to) {
        activations.backward(f, z, a, dx, first + from, first + to, units);
    }

    @Override
    public void weightGradient(
            double[] x,
            int x0,
            double[] delta,
            double[] g,
            int w,
            int batch,
            int from,
            int to,
            int inputs,
            int outputs) {
        weightGradient(x, x0, delta, g, w, batch, from, to, inputs, outputs, GradientDone.NOTHING);
    }

    @Override
    public void weightGradient(
            double[] x,
            int x0,
            double[] delta,
            double[] g,
            int w,
            int batch,
            int from,
            int to,
            int inputs,
            int outputs,
            GradientDone done) {
        if (batch == 1) {
            outerProduct(x, x0, delta, g, w, from, to, outputs);
            done.weights(w + from * outputs, w + to * outputs);
            return;
        }
        this.done = done;
        first = w + from * outputs;
        units = outputs;
        product.aTransposed(x, x0 + from, inputs)
                .b(delta, 0, outputs)
                .startAtZero()
                .into(g, first, outputs, to - from, outputs, batch, thenGradientDone);
    }

    private void gradientDone(int from, int to) {
        done.weights(first + from * units, first + to * units);
    }

    @Override
    public void descendOne(
            double[] x,
            int x0,
            double[] delta,
            double[] p,
            int w,
            int b,
            double learningRate,
            int inputs,
            int outputs) {
        int j = 0;
        for (; j + 4 * LANES <= outputs; j += 4 * LANES) {
            descendFourVectors(x, x0, delta, j, p, w + j, learningRate, inputs, outputs);
        }
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector rate = DoubleVector.broadcast(SPECIES, learningRate);
        for (; j < outputs; j += LANES) {
            VectorMask<Double> mask = SPECIES.indexInRange(j, outputs);
            DoubleVector d = DoubleVector.fromArray(SPECIES, delta, j, mask);
            for (int i = 0, wi = w + j; i < inputs; i++, wi += outputs) {
                DoubleVector g = DoubleVector.broadcast(SPECIES, x[x0 + i]).fma(d, zero);
                DoubleVector.fromArray(SPECIES, p, wi, mask).sub(rate.mul(g)).intoArray(p, wi, mask);
            }
        }
        for (int o = 0; o < outputs; o++) {
            p[b + o] -= learningRate * (0.0 + delta[o]);
        }
    }

    /// Four vectors of delta stay in registers while the inputs run.
    private static void descendFourVectors(
            double[] x,
            int x0,
            double[] delta,
            int j,
            double[] p,
            int w,
            double learningRate,
            int inputs,
            int outputs) {
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector rate = DoubleVector.broadcast(SPECIES, learningRate);
        DoubleVector d0 = DoubleVector.fromArray(SPECIES, delta, j);
        DoubleVector d1 = DoubleVector.fromArray(SPECIES, delta, j + LANES);
        DoubleVector d2 = DoubleVector.fromArray(SPECIES, delta, j + 2 * LANES);
        DoubleVector d3 = DoubleVector.fromArray(SPECIES, delta, j + 3 * LANES);
        for (int i = 0, wi = w; i < inputs; i++, wi += outputs) {
            DoubleVector xi = DoubleVector.broadcast(SPECIES, x[x0 + i]);
            DoubleVector w0 = DoubleVector.fromArray(SPECIES, p, wi);
            DoubleVector w1 = DoubleVector.fromArray(SPECIES, p, wi + LANES);
            DoubleVector w2 = DoubleVector.fromArray(SPECIES, p, wi + 2 * LANES);
            DoubleVector w3 = DoubleVector.fromArray(SPECIES, p, wi + 3 * LANES);
            w0.sub(rate.mul(xi.fma(d0, zero))).intoArray(p, wi);
            w1.sub(rate.mul(xi.fma(d1, zero))).intoArray(p, wi + LANES);
            w2.sub(rate.mul(xi.fma(d2, zero))).intoArray(p, wi + 2 * LANES);
            w3.sub(rate.mul(xi.fma(d3, zero))).intoArray(p, wi + 3 * LANES);
        }
    }

    @Override
    public void biasGradient(double[] delta, double[] g, int b, int batch, int outputs) {
        for (int j = 0; j < outputs; j += LANES) {
            VectorMask<Double> mask = SPECIES.indexInRange(j, outputs);
            DoubleVector sum = DoubleVector.zero(SPECIES);
            for (int r = 0; r < batch; r++) {
                sum = sum.add(DoubleVector.fromArray(SPECIES, delta, r * outputs + j, mask));
            }
            sum.intoArray(g, b + j, mask);
        }
    }

    @Override
    public void inputGradient(
            double[] delta, double[] p, int w, double[] dx, int from, int to, int inputs, int outputs) {
        inputGradient(delta, p, w, dx, from, to, inputs, outputs, null);
    }

    /// The derivative follows its sums while they are in the first-level cache.
    @Override
    public void backward(
            double[] delta,
            double[] p,
            int w,
            Activation f,
            double[] z,
            double[] a,
            double[] dx,
            int from,
            int to,
            int inputs,
            int outputs) {
        after(f, z, a, from, inputs);
        this.dx = dx;
        inputGradient(delta, p, w, dx, from, to, inputs, outputs, thenDifferentiate);
    }

    /// Either W has to be transposed or delta and dx: whichever are fewer numbers.
    private void inputGradient(
            double[] delta,
            double[] p,
            int w,
            double[] dx,
            int from,
            int to,
            int inputs,
            int outputs,
            MatrixProduct.@Nullable RowsDone then) {
        int rows = to - from;
        if ((long) inputs * outputs <= (long) rows * (inputs + outputs)) {
            product.a(delta, from * outputs, outputs)
                    .bTransposed(p, w, outputs)
                    .startAtZero()
                    .into(dx, from * inputs, inputs, rows, inputs, outputs, then);
            return;
        }
        int stride =
                (rows + Sums.LANES - 1) / Sums.LANES * Sums.LANES | Sums.LANES; // rows don't share sets of the cache
        if (transposed.length < inputs * stride) {
            transposed = new double[inputs * stride];
        }
        product.a(p, w, outputs)
                .bTransposed(delta, from * outputs, outputs)
                .startAtZero()
                .into(transposed, 0, stride, inputs, rows, outputs); // dxᵀ = W·deltaᵀ
        Transpose.copy(transposed, 0, stride, inputs, rows, dx, from * inputs, inputs);
        if (then != null) {
            then.accept(0, rows);
        }
    }

    /// dx_i = Σ_j delta_j W_ij in sixteen lanes, which are 1, 2, 4 or 8 vectors.
    @Override
    public void inputGradientOfOne(double[] delta, double[] p, int w, double[] dx, int inputs, int outputs) {
        for (int i = 0; i < inputs; i++) {
            dx[i] = dot(delta, p, w + i * outputs, outputs);
        }
    }

    /// Each row of W is read once for dx_i and for its update.
    @Override
    public void descendOneWithInputGradient(
            double[] x,
            int x0,
            double[] delta,
            double[] p,
            int w,
            int b,
            double learningRate,
            double[] dx,
            int inputs,
            int outputs) {
        for (int i = 0; i < inputs; i++) {
            dx[i] = dotAndDescend(delta, p, w + i * outputs, x[x0 + i], learningRate, outputs);
        }
        for (int j = 0; j < outputs; j++) {
            p[b + j] -= learningRate * (0.0 + delta[j]);
        }
    }

    private double dotAndDescend(double[] delta, double[] p, int wi, double xi, double learningRate, int n) {
        double[] lanes = this.lanes;
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector rate = DoubleVector.broadcast(SPECIES, learningRate);
        DoubleVector input = DoubleVector.broadcast(SPECIES, xi);
        for (int lane = 0; lane < Sums.LANES; lane += LANES) {
            DoubleVector sum = zero;
            int j = lane;
            for (; j + LANES <= n; j += Sums.LANES) {
                DoubleVector d = DoubleVector.fromArray(SPECIES, delta, j);
                DoubleVector weights = DoubleVector.fromArray(SPECIES, p, wi + j);
                sum = d.fma(weights, sum);
                weights.sub(rate.mul(input.fma(d, zero))).intoArray(p, wi + j);
            }
            if (j < n) {
                VectorMask<Double> mask = SPECIES.indexInRange(j, n);
                DoubleVector d = DoubleVector.fromArray(SPECIES, delta, j, mask);
                DoubleVector weights = DoubleVector.fromArray(SPECIES, p, wi + j, mask);
                sum = sum.blend(d.fma(weights, sum), mask);
                weights.sub(rate.mul(input.fma(d, zero))).intoArray(p, wi + j, mask);
            }
            sum.intoArray(lanes, lane);
        }
        return Sums.fold(lanes);
    }

    @Override
    public double dot(double[] a, double[] b, int n) {
        return dot(a, b, 0, n);
    }

    @Override
    public double sum(double[] a, int n) {
        double[] lanes = this.lanes;
        for (int lane = 0; lane < Sums.LANES; lane += LANES) {
            DoubleVector sum = DoubleVector.zero(SPECIES);
            int j = lane;
            for (; j + LANES <= n; j += Sums.LANES) {
                sum = sum.add(DoubleVector.fromArray(SPECIES, a, j));
            }
            if (j < n) {
                VectorMask<Double> mask = SPECIES.indexInRange(j, n);
                sum = sum.add(DoubleVector.fromArray(SPECIES, a, j, mask), mask);
            }
            sum.intoArray(lanes, lane);
        }
        return Sums.fold(lanes);
    }

    private double dot(double[] delta, double[] p, int wi, int n) {
        double[] lanes = this.lanes;
        for (int lane = 0; lane < Sums.LANES; lane += LANES) {
            DoubleVector sum = DoubleVector.zero(SPECIES);
            int j = lane;
            for (; j + LANES <= n; j += Sums.LANES) {
                sum = DoubleVector.fromArray(SPECIES, delta, j).fma(DoubleVector.fromArray(SPECIES, p, wi + j), sum);
            }
            if (j < n) {
                VectorMask<Double> mask = SPECIES.indexInRange(j, n);
                DoubleVector last = DoubleVector.fromArray(SPECIES, delta, j, mask)
                        .fma(DoubleVector.fromArray(SPECIES, p, wi + j, mask), sum);
                sum = sum.blend(last, mask);
            }
            sum.intoArray(lanes, lane);
        }
        return Sums.fold(lanes);
    }

    /// z ← b + x·W for one row: blocks of eight vectors of z stay in registers.
    private static void rowTimesMatrix(
            double[] x, int x0, double[] p, int w, int b, double[] z, int z0, int inputs, int outputs) {
        int j = 0;
        for (; j + BLOCK <= outputs; j += BLOCK) {
            eightVectors(x, x0, p, w + j, b + j, z, z0 + j, inputs, outputs);
        }
        for (; j < outputs; j += LANES) {
            VectorMask<Double> mask = SPECIES.indexInRange(j, outputs);
            DoubleVector sum = DoubleVector.fromArray(SPECIES, p, b + j, mask);
            for (int i = 0, wi = w + j; i < inputs; i++, wi += outputs) {
                sum = DoubleVector.broadcast(SPECIES, x[x0 + i]).fma(DoubleVector.fromArray(SPECIES, p, wi, mask), sum);
            }
            sum.intoArray(z, z0 + j, mask);
        }
    }

    private static void eightVectors(
            double[] x, int x0, double[] p, int w, int b, double[] z, int z0, int inputs, int outputs) {
        DoubleVector s0 = DoubleVector.fromArray(SPECIES, p, b);
        DoubleVector s1 = DoubleVector.fromArray(SPECIES, p, b + LANES);
        DoubleVector s2 = DoubleVector.fromArray(SPECIES, p, b + 2 * LANES);
        DoubleVector s3 = DoubleVector.fromArray(SPECIES, p, b + 3 * LANES);
        DoubleVector s4 = DoubleVector.fromArray(SPECIES, p, b + 4 * LANES);
        DoubleVector s5 = DoubleVector.fromArray(SPECIES, p, b + 5 * LANES);
        DoubleVector s6 = DoubleVector.fromArray(SPECIES, p, b + 6 * LANES);
        DoubleVector s7 = DoubleVector.fromArray(SPECIES, p, b + 7 * LANES);
        for (int i = 0, wi = w; i < inputs; i++, wi += outputs) {
            DoubleVector xi = DoubleVector.broadcast(SPECIES, x[x0 + i]);
            s0 = xi.fma(DoubleVector.fromArray(SPECIES, p, wi), s0);
            s1 = xi.fma(DoubleVector.fromArray(SPECIES, p, wi + LANES), s1);
            s2 = xi.fma(DoubleVector.fromArray(SPECIES, p, wi + 2 * LANES), s2);
            s3 = xi.fma(DoubleVector.fromArray(SPECIES, p, wi + 3 * LANES), s3);
            s4 = xi.fma(DoubleVector.fromArray(SPECIES, p, wi + 4 * LANES), s4);
            s5 = xi.fma(DoubleVector.fromArray(SPECIES, p, wi + 5 * LANES), s5);
            s6 = xi.fma(DoubleVector.fromArray(SPECIES, p, wi + 6 * LANES), s6);
            s7 = xi.fma(DoubleVector.fromArray(SPECIES, p, wi + 7 * LANES), s7);
        }
        s0.intoArray(z, z0);
        s1.intoArray(z, z0 + LANES);
        s2.intoArray(z, z0 + 2 * LANES);
        s3.intoArray(z, z0 + 3 * LANES);
        s4.intoArray(z, z0 + 4 * LANES);
        s5.intoArray(z, z0 + 5 * LANES);
        s6.intoArray(z, z0 + 6 * LANES);
        s7.intoArray(z, z0 + 7 * LANES);
    }

    /// dW_ij = 0 + x_i·delta_j.
    private static void outerProduct(
            double[] x, int x0, double[] delta, double[] g, int w, int from, int to, int outputs) {
        DoubleVector zero = DoubleVector.zero(SPECIES);
        int whole = SPECIES.loopBound(outputs);
        VectorMask<Double> mask = SPECIES.indexInRange(whole, outputs);
        for (int i = from; i < to; i++) {
            DoubleVector xi = DoubleVector.broadcast(SPECIES, x[x0 + i]);
            int wi = w + i * outputs;
            for (int j = 0; j < whole; j += LANES) {
                xi.fma(DoubleVector.fromArray(SPECIES, delta, j), zero).intoArray(g, wi + j);
            }
            if (whole < outputs) {
                xi.fma(DoubleVector.fromArray(SPECIES, delta, whole, mask), zero)
                        .intoArray(g, wi + whole, mask);
            }
        }
    }

    @Override
    public void activate(Activation f, double[] z, double[] a, int from, int to, int n) {
        if (f instanceof Activation.Softmax && to - from >= VectorSoftmax.FEWEST_ROWS) {
            softmax.forward(z, a, from, to, n);
        } else {
            activations.forward(f, z, a, from, to, n);
        }
    }

    @Override
    public void activationGradient(Activation f, double[] z, double[] a, double[] delta, int from, int to, int n) {
        activations.backward(f, z, a, delta, from, to, n);
    }

    @Override
    public void losses(
            Loss loss,
            double[] z,
            double[] y,
            double[] t,
            int t0,
            int from,
            int to,
            int n,
            /* wide */ double[] losses) {
        if (loss instanceof Loss.CategoricalCrossEntropy && to - from >= VectorSoftmax.FEWEST_ROWS) {
            softmax.crossEntropy(z, t, t0, from, to, n, losses);
        } else if (loss instanceof Loss.Elementwise each && VectorLosses.areFaster(each, (to - from) * n)) {
            elementwise.losses(each, z, y, t, t0, from, to, n, losses);
        } else {
            super.losses(loss, z, y, t, t0, from, to, n, losses);
        }
    }

    @Override
    public void lossGradient(
            Loss loss,
            double[] z,
            double[] y,
            double[] t,
            int t0,
            int from,
            int to,
            int n,
            double weight,
            double[] delta) {
        if (loss instanceof Loss.CategoricalCrossEntropy && to - from >= VectorSoftmax.FEWEST_ROWS) {
            softmax.crossEntropyGradient(y, t, t0, from, to, n, weight, delta);
        } else if (loss instanceof Loss.Elementwise each && VectorLosses.areFaster(each, (to - from) * n)) {
            VectorLosses.gradient(each, y, t, t0, from, to, n, weight, delta);
        } else {
            super.lossGradient(loss, z, y, t, t0, from, to, n, weight, delta);
        }
    }
}
