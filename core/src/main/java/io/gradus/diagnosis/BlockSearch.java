package io.gradus.diagnosis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The mistakes that explain one block, dW or db, once delta is settled.
///
/// Each mistake of the catalogue is planted; and since a factor may come on top of any of them, so is the best factor
/// s, and the best multiple c of the penalty: d ≈ s·value + c·λ·W by least squares.
final class BlockSearch {
    /// The most options that are followed further.
    private static final int OPTIONS = 4;

    private final Situation s;
    private final Catalogue catalogue;
    private final double[] scale;
    private final List<double[]> gradientsBefore;

    /// @param scale see [RoundingScale]
    BlockSearch(Situation s, Catalogue catalogue, double[] scale) {
        this.s = s;
        this.catalogue = catalogue;
        this.scale = scale;
        gradientsBefore = catalogue.whole.gradientsBefore();
    }

    /// One way to explain a block.
    ///
    /// @param mistakes none if the block is what the pass says
    record Option(List<Mistake> mistakes, double cost) {}

    /// dW of layer l, without a mistake.
    double[] rightWeights(BackwardPass pass, int l) {
        return Matrices.plus(rawWeights(pass, l), s.l2(), s.weightsOf(l));
    }

    /// dW of layer l, without a mistake and without the penalty.
    double[] rawWeights(BackwardPass pass, int l) {
        return Matrices.outer(pass.forward.input(l), pass.delta[l], s.rows(), s.inputs(l), s.outputs(l));
    }

    /// db of layer l, without a mistake.
    double[] rightBias(BackwardPass pass, int l) {
        return Matrices.columnSums(pass.delta[l], s.rows(), s.outputs(l));
    }

    boolean explainsWeights(Explanation e, BackwardPass pass, int l) {
        return e.given().isExplained(rightWeights(pass, l), s.weights(l).offset());
    }

    boolean explainsBias(Explanation e, BackwardPass pass, int l) {
        return e.given().isExplained(rightBias(pass, l), s.bias(l).offset());
    }

    /// Ways to explain dW of layer l, the least far-fetched first; at least one.
    List<Option> weights(Explanation e, BackwardPass pass, int l) {
        double[] right = rightWeights(pass, l);
        Collector found = new Collector(e, e.given().weights(l), s.weights(l).offset());
        if (found.explains(right)) {
            return List.of(new Option(List.of(), 0));
        }
        if (!Matrices.isFinite(found.d)) {
            return List.of(found.option(notFinite(e, Step.PENALISED, l)));
        }
        double[] raw = rawWeights(pass, l);
        found.scaledAndPenalised(null, raw, l);
        for (Mistake mistake : catalogue.weights.of(l)) {
            double[] value = mistake.change().apply(pass, raw);
            if (Matrices.isFinite(value)) {
                found.tryOut(Matrices.plus(value, s.l2(), s.weightsOf(l)), mistake);
                found.scaledAndPenalised(mistake, value, l);
            }
        }
        if (found.d.length > 1) {
            double mean = Matrices.dot(found.d, Matrices.filled(1.0 / found.d.length, found.d.length))
                    - s.l2() * Matrices.dot(s.weightsOf(l), Matrices.filled(1.0 / found.d.length, found.d.length));
            found.tryOut(
                    Matrices.plus(Matrices.filled(mean, found.d.length), s.l2(), s.weightsOf(l)),
                    catalogue.weights.oneNumber(l, mean));
        }
        int rows = s.inputs(l);
        int columns = s.outputs(l);
        int[] order = Permutation.ofColumns(found.d, right, columns, found.tolerance(right));
        if (order != null) {
            found.add(List.of(catalogue.any.permuted(Step.PENALISED, l, order)));
        }
        int[] rowOrder = Permutation.ofColumns(
                Matrices.transpose(found.d, rows, columns),
                Matrices.transpose(right, rows, columns),
                rows,
                Matrices.transpose(found.tolerance(right), rows, columns));
        if (rowOrder != null) {
            found.add(List.of(catalogue.weights.rowsPermuted(l, rowOrder)));
        }
        found.common(right, Step.PENALISED, l);
        return found.best();
    }

    /// Ways to explain db of layer l; likewise.
    List<Option> bias(Explanation e, BackwardPass pass, int l) {
        double[] right = rightBias(pass, l);
        Collector found = new Collector(e, e.given().bias(l), s.bias(l).offset());
        if (found.explains(right)) {
            return List.of(new Option(List.of(), 0));
        }
        if (!Matrices.isFinite(found.d)) {
            return List.of(found.option(notFinite(e, Step.BIAS, l)));
        }
        found.scaled(null, right, Step.BIAS, l);
        for (Mistake mistake : catalogue.bias.of(l)) {
            double[] value = mistake.change().apply(pass, right);
            if (Matrices.isFinite(value)) {
                found.tryOut(value, mistake);
                if (mistake.kind()
                        != MistakeKind.BIAS_FROM_WEIGHTS) { // for a batch of one dW is a multiple of db anyway
                    found.scaled(mistake, value, Step.BIAS, l);
                }
            }
        }
        if (s.l2() > 0) {
            Mistake mistake = catalogue.bias.penalty(l);
            found.tryOut(mistake.change().apply(pass, right), mistake);
        }
        int[] order = Permutation.ofColumns(found.d, right, right.length, found.tolerance(right));
        if (order != null) {
            found.add(List.of(catalogue.any.permuted(Step.BIAS, l, order)));
        }
        found.common(right, Step.BIAS, l);
        return found.best();
    }

    /// What comes after the first block that is not finite is so because of it.
    private List<Mistake> notFinite(Explanation e, Step step, int l) {
        boolean again = e.mistakes().stream().anyMatch(mistake -> mistake.kind() == MistakeKind.NOT_FINITE);
        return again ? List.of() : List.of(catalogue.any.notFinite(step, l));
    }

    /// The options found for one block.
    private final class Collector {
        private final Explanation e;
        /// The block as it was given.
        private final double[] d;

        private final int offset;
        private final List<Option> options = new ArrayList<>();

        Collector(Explanation e, double[] d, int offset) {
            this.e = e;
            this.d = d;
            this.offset = offset;
        }

        boolean explains(double[] value) {
            return e.given().isExplained(value, offset);
        }

        double[] tolerance(double[] value) {
            return e.given().tolerance(value, offset);
        }

        Option option(List<Mistake> mistakes) {
            return new Option(mistakes, e.costOf(mistakes));
        }

        void add(List<Mistake> mistakes) {
            options.add(option(mistakes));
        }

        void tryOut(double[] value, Mistake mistake) {
            if (explains(value)) {
                add(List.of(mistake));
            }
        }

        /// A value times s.
        void scaled(@Nullable Mistake mistake, double[] value, Step step, int l) {
            double factor = Fit.factor(d, value, s);
            if (Fit.isConvincing(factor, d.length, s) && explains(Matrices.scaled(factor, value))) {
                add(with(mistake, catalogue.any.scaling(step, l, factor)));
            }
        }

        /// s·value + c·λ·W, one of s and c at a time, both alike, and both.
        void scaledAndPenalised(@Nullable Mistake mistake, double[] value, int l) {
            double[] w = s.weightsOf(l);
            double lambda = s.l2();
            double factor = Fit.factor(Matrices.plus(d, -lambda, w), value, s);
            if (Fit.isConvincing(factor, d.length, s)
                    && explains(Matrices.plus(Matrices.scaled(factor, value), lambda, w))) {
                add(with(mistake, catalogue.any.scaling(Step.WEIGHTS, l, factor)));
            }
            if (lambda == 0) {
                return;
            }
            double times = Fit.whole(Fit.multiple(Matrices.plus(d, -1, value), Matrices.scaled(lambda, w)));
            if (times != 1 && explains(Matrices.plus(value, times * lambda, w))) {
                add(with(mistake, catalogue.weights.penalty(l, times)));
            }
            double[] penalised = Matrices.plus(value, lambda, w);
            double both = Fit.factor(d, penalised, s);
            if (Fit.isConvincing(both, d.length, s) && explains(Matrices.scaled(both, penalised))) {
                add(with(mistake, catalogue.any.scaling(Step.PENALISED, l, both)));
            }
            for (double c : new double[] {0, 2}) {
                double rest = Fit.factor(Matrices.plus(d, -c * lambda, w), value, s);
                if (Fit.isConvincing(rest, d.length, s)
                        && explains(Matrices.plus(Matrices.scaled(rest, value), c * lambda, w))) {
                    List<Mistake> three = with(mistake, catalogue.any.scaling(Step.WEIGHTS, l, rest));
                    three.add(catalogue.weights.penalty(l, c));
                    add(three);
                }
            }
        }

        private List<Mistake> with(@Nullable Mistake first, Mistake second) {
            List<Mistake> both = new ArrayList<>();
            if (first != null) {
                both.add(first);
            }
            both.add(second);
            return both;
        }

        /// What any block may have: zeros, the step before, few digits; and that nothing explains it.
        void common(double[] right, Step step, int l) {
            if (Matrices.largest(d) == 0) {
                add(List.of(catalogue.any.zero(step, l)));
            }
            for (double[] before : gradientsBefore) {
                double[] block = Arrays.copyOfRange(before, offset, offset + right.length);
                tryOut(Matrices.plus(right, 1, block), catalogue.any.blockAccumulated(step, l, block));
            }
            if (isRightInFloat(right)) {
                add(List.of(catalogue.any.lostPrecision(step, l, areFloats())));
            }
            add(List.of(catalogue.any.unknown(step, l, d)));
        }

        /// Whether every entry is a float: a double is by chance only once in 2^29.
        private boolean areFloats() {
            for (double value : d) {
                if (value != (float) value) {
                    return false;
                }
            }
            return true;
        }

        /// Whether the entries are off by what float may do to them; most of them, for float spares none.
        private boolean isRightInFloat(double[] right) {
            double unit = 0x1p-24;
            double share = unit * 16 * Matrices.largest(right);
            double[] tolerance = tolerance(right);
            int off = 0;
            for (int i = 0; i < d.length; i++) {
                double error = Math.abs(d[i] - right[i]);
                if (!(error <= share + unit * 16 * scale[offset + i])) {
                    return false;
                }
                off += error > tolerance[i] ? 1 : 0;
            }
            return 2 * off > d.length || areFloats();
        }

        List<Option> best() {
            options.sort(Comparator.comparingDouble(Option::cost));
            return List.copyOf(options.subList(0, Math.min(OPTIONS, options.size())));
        }
    }
}
