package io.gradus.gradient;

import io.gradus.layer.Layer;
import io.gradus.layer.ParameterBlock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/// Numeric values of a network's gradient: three fixed steps for every entry, which suit nearly all, and other steps
/// for those that they leave open.
///
/// Open is an entry that fails, one whose floor is too high to judge by or could be lower, and one whose slopes from both sides differ, as
/// they do at a kink. Where many are open, all are computed again at smaller steps. What is open then is computed one by
/// one by [AdaptiveDerivative], in each block the worst first. So no floor that came out too low fails a block: one of its
/// failing entries at least was confirmed, or all of them were looked at.
final class Refinement {
    /// Open entries that are not worth another pass over all.
    private static final int FEW = 16;

    /// Entries a block that are computed one by one, failing ones that are not confirmed left out.
    static final int MOST_A_BLOCK = 64;

    /// Failing entries a block that are confirmed before the others are believed.
    private static final int CONFIRMED = 4;

    /// What the steps are divided by if many entries are open.
    private static final double[] SHRINK = {64, 4096};

    private static final double ROUNDING = 0x1p-52;

    /// Units that are named for an entry.
    private static final int KINKS_AN_ENTRY = 3;

    private final double[] g;
    private final double[] rounding;
    private final Objective objective;
    private final double[] p;
    private final Batch batch;
    private final List<ParameterBlock> blocks;
    private final NumericGradient numeric;
    /// Blocks of which a failing entry is confirmed.
    private final boolean[] confirmed;

    private Refinement(double[] g, double[] rounding, Objective objective, double[] p, Batch batch) {
        this.g = g;
        this.rounding = rounding(rounding, objective, batch);
        this.objective = objective;
        this.p = p;
        this.batch = batch;
        blocks = objective.architecture().blocks();
        confirmed = new boolean[blocks.size()];
        numeric = restarted(1);
    }

    /// @param g the gradient to judge, in the flat order, not modified
    /// @param rounding what rounding may have done to each entry of g, added to the floors, not modified
    /// @param p parameters in the flat order, not modified
    static NumericGradient of(double[] g, double[] rounding, Objective objective, double[] p, Batch batch) {
        Refinement refinement = new Refinement(g, rounding, objective, p, batch);
        refinement.refine();
        return refinement.numeric;
    }

    /// The same for a sample of the entries, each computed one by one.
    static NumericGradient sampled(
            double[] g, double[] rounding, Objective objective, double[] p, Batch batch, Coverage coverage) {
        double[] q = p.clone();
        List<ParameterBlock> blocks = objective.architecture().blocks();
        NumericGradient numeric = NumericGradient.unchecked(Math.abs(objective.loss(q, batch, 0)), g.length);
        numeric.atLeast(objective.targetScale(batch));
        double[] all = rounding(rounding, objective, batch);
        for (int b = 0; b < blocks.size(); b++) {
            for (int i : coverage.entries(blocks.get(b), b)) {
                adapt(numeric, i, all[i], objective, q, batch);
            }
        }
        return numeric;
    }

    private NumericGradient restarted(double shrink) {
        NumericGradient gradient = NumericGradient.restarted(objective, p, batch, shrink);
        gradient.atLeast(objective.targetScale(batch));
        for (int i = 0; i < p.length; i++) {
            gradient.floors()[i] += rounding[i];
        }
        return gradient;
    }

    /// What rounding does to any gradient in double: outputs are compared with targets, y - t, so that an entry is rounded
    /// by an ulp of t times an input, however small it is.
    private static double[] rounding(double[] more, Objective objective, Batch batch) {
        double largest = 1;
        for (int i = 0; i < batch.rows() * objective.architecture().inputs(); i++) {
            largest = Math.max(largest, Math.abs(batch.x()[i]));
        }
        double[] rounding = more.clone();
        for (int i = 0; i < rounding.length; i++) {
            rounding[i] += ROUNDING * largest * objective.targetScale(batch);
        }
        return rounding;
    }

    private void refine() {
        confirmFailing();
        List<List<Integer>> open = open();
        for (double shrink : SHRINK) {
            if (open.stream().allMatch(entries -> entries.size() <= FEW)) {
                break;
            }
            NumericGradient finer = restarted(shrink);
            for (List<Integer> entries : open) {
                for (int i : entries) {
                    replaceIfBetter(i, finer);
                }
            }
            open = open();
        }
        for (int b = 0; b < blocks.size(); b++) {
            List<Integer> entries = open.get(b);
            for (int n = 0; n < entries.size(); n++) {
                int i = entries.get(n);
                boolean fails = verdict(b, i) == Verdict.FAIL;
                if (fails ? !confirmed[b] || n < MOST_A_BLOCK : n < MOST_A_BLOCK) {
                    adapt(numeric, i, rounding[i], objective, p, batch);
                    confirmed[b] |= verdict(b, i) == Verdict.FAIL;
                }
            }
        }
    }

    /// Computes the worst failing entries of each block once more.
    private void confirmFailing() {
        for (int b = 0; b < blocks.size(); b++) {
            List<Integer> failing = new ArrayList<>();
            Judge judge = judge();
            double largest = judge.largest(blocks.get(b));
            for (int i = first(b); i < end(b); i++) {
                if (judge.entry(i, largest) == Verdict.FAIL) {
                    failing.add(i);
                }
            }
            failing.sort(worstFirst(judge));
            for (int i : failing.subList(0, Math.min(CONFIRMED, failing.size()))) {
                adapt(numeric, i, rounding[i], objective, p, batch);
                confirmed[b] |= verdict(b, i) == Verdict.FAIL;
            }
        }
    }

    /// Of each block the entries that are not decided yet, worst first.
    private List<List<Integer>> open() {
        Judge judge = judge();
        List<List<Integer>> open = new ArrayList<>();
        for (int b = 0; b < blocks.size(); b++) {
            List<Integer> entries = new ArrayList<>();
            double largest = judge.largest(blocks.get(b));
            for (int i = first(b); i < end(b); i++) {
                Verdict verdict = judge.entry(i, largest);
                boolean decided = verdict == Verdict.PASS || verdict == Verdict.FAIL && confirmed[b];
                boolean better = numeric.isBent(i) || verdict == Verdict.PASS && judge.isRough(i, largest);
                if (!numeric.undecided().containsKey(i) && (!decided || better)) {
                    entries.add(i);
                }
            }
            entries.sort(worstFirst(judge));
            open.add(entries);
        }
        return open;
    }

    private Comparator<Integer> worstFirst(Judge judge) {
        return Comparator.<Integer>comparingDouble(i -> -judge.inFloors(i))
                .thenComparingDouble(i -> -numeric.floors()[i]);
    }

    /// The smaller steps count where they contradict the larger, or where their floor is lower.
    private void replaceIfBetter(int i, NumericGradient finer) {
        double floors = numeric.floors()[i] + finer.floors()[i];
        boolean contradicts = !(Math.abs(numeric.values()[i] - finer.values()[i]) <= floors);
        if (contradicts || numeric.isBent(i) || finer.floors()[i] < numeric.floors()[i]) {
            numeric.set(i, finer);
        }
    }

    /// @param p changed during the call, restored at its end
    private static void adapt(
            NumericGradient numeric, int i, double rounding, Objective objective, double[] p, Batch batch) {
        double[] q = p.clone();
        DoubleUnaryOperator loss = moved -> {
            q[i] = moved;
            return objective.loss(q, batch, 0);
        };
        Derivative derivative = AdaptiveDerivative.of(loss, p[i]);
        numeric.set(i, derivative, rounding);
        if (derivative.isKink()) {
            numeric.add(crossed(i, derivative.step(), objective, p, batch));
        }
    }

    /// Units whose weighted sum lies on another side of 0 with a parameter moved than with it as it is, and outputs that lie
    /// on another side of their target.
    private static List<Kink> crossed(int i, double h, Objective objective, double[] p, Batch batch) {
        double[] q = p.clone();
        boolean[][] unmoved = objective.sidesOfKinks(q, batch, 0);
        q[i] = p[i] + h;
        boolean[][] above = objective.sidesOfKinks(q, batch, 0);
        q[i] = p[i] - h;
        boolean[][] below = objective.sidesOfKinks(q, batch, 0);
        List<Kink> crossed = new ArrayList<>();
        List<Layer> layers = objective.architecture().layers();
        int number = 0;
        for (int l = 0; l < unmoved.length; l++) {
            boolean isLoss = l == layers.size();
            number += !isLoss && layers.get(l) instanceof Layer.Dense ? 1 : 0;
            int units = unmoved[l].length / batch.rows();
            for (int at = 0; at < unmoved[l].length && crossed.size() < KINKS_AN_ENTRY; at++) {
                if (above[l][at] != unmoved[l][at] || below[l][at] != unmoved[l][at]) {
                    crossed.add(new Kink(i, isLoss ? 0 : number, at % units + 1, at / units + 1, h));
                }
            }
        }
        return crossed;
    }

    private Judge judge() {
        return new Judge(g, numeric, blocks);
    }

    private Verdict verdict(int b, int i) {
        Judge judge = judge();
        return judge.entry(i, judge.largest(blocks.get(b)));
    }

    private int first(int b) {
        return blocks.get(b).offset();
    }

    private int end(int b) {
        return blocks.get(b).offset() + blocks.get(b).size();
    }
}
