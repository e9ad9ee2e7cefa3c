package io.gradus.gradient;

import io.gradus.layer.ParameterBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Holds a gradient against its numeric values: the verdict on each entry, and on each block.
///
/// An entry passes if it lies within so many of its noise floors, and its floor is low. Low means: a small share of the
/// block's largest entry; or next to nothing beside the loss and the largest entry of all. The second lets blocks of
/// zeros pass, and those of saturated layers, whose entries are too small for the digits that the loss has. Where the
/// function keeps its every bit around the point, as behind a ReLU at rest, there is no more to see, and an entry that
/// lies within the floors passes.
final class Judge {
    /// An entry may lie this many noise floors away from the numeric one.
    static final double ALLOWED_FLOORS = 10;

    /// A floor above this share of the block's largest entry is too high to judge by …
    static final double HIGHEST_FLOOR = 1e-4;

    /// … unless it is below this share of the loss, or of the largest entry of all blocks.
    static final double NEGLIGIBLE = 1e-11;

    /// A floor above this share of the block's largest entry is worth lowering.
    static final double ROUGH = 1e-6;

    private final double[] g;
    private final NumericGradient numeric;
    private final double negligible;

    /// @param g the gradient to judge, in the flat order, not modified
    Judge(double[] g, NumericGradient numeric, List<ParameterBlock> blocks) {
        this.g = g;
        this.numeric = numeric;
        double largest = numeric.scale();
        for (ParameterBlock block : blocks) {
            largest = Math.max(largest, largest(block));
        }
        negligible = NEGLIGIBLE * largest;
    }

    /// The verdicts on all blocks.
    static GradientReport report(double[] g, NumericGradient numeric, List<ParameterBlock> blocks) {
        Judge judge = new Judge(g, numeric, blocks);
        return new GradientReport(blocks.stream().map(judge::block).toList());
    }

    /// The largest numeric entry of a block, absolute; entries without a value and without a derivative left out.
    double largest(ParameterBlock block) {
        double largest = 0;
        for (int i = block.offset(); i < block.offset() + block.size(); i++) {
            double value = Math.abs(numeric.values()[i]);
            if (value > largest && value < Double.POSITIVE_INFINITY) {
                largest = value;
            }
        }
        return largest;
    }

    /// The verdict on one entry.
    ///
    /// @param i in the flat order
    /// @param largest of its block
    Verdict entry(int i, double largest) {
        if (!numeric.isChecked(i)) {
            return Verdict.INCONCLUSIVE;
        }
        Derivative none = numeric.undecided().get(i);
        if (none != null) {
            return !none.isKink() || isWithin(g[i], none) ? Verdict.INCONCLUSIVE : Verdict.FAIL;
        }
        if (!Double.isFinite(numeric.values()[i])) {
            return Verdict.INCONCLUSIVE;
        }
        if (inFloors(i) > ALLOWED_FLOORS) {
            return Verdict.FAIL;
        }
        boolean low = numeric.floors()[i] <= Math.max(HIGHEST_FLOOR * largest, negligible);
        return (low || numeric.isFlat(i)) && !numeric.isBent(i) ? Verdict.PASS : Verdict.INCONCLUSIVE;
    }

    /// Whether a lower floor would judge an entry better, though this one may do.
    boolean isRough(int i, double largest) {
        return numeric.floors()[i] > Math.max(ROUGH * largest, negligible) && !numeric.isFlat(i);
    }

    /// Whether a value lies between the derivatives of the two sides, give or take their noise.
    private static boolean isWithin(double value, Derivative kink) {
        double least = Math.min(kink.below(), kink.above());
        double most = Math.max(kink.below(), kink.above());
        double noise = ALLOWED_FLOORS * Math.max(0, kink.error() - (most - least) / 2);
        return value >= least - noise && value <= most + noise;
    }

    /// How many floors an entry is off by; infinite if it is not a number.
    double inFloors(int i) {
        double error = Math.abs(g[i] - numeric.values()[i]);
        return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error == 0 ? 0 : error / numeric.floors()[i];
    }

    private double error(int i) {
        double error = Math.abs(g[i] - numeric.values()[i]);
        return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
    }

    private BlockCheck block(ParameterBlock block) {
        int from = block.offset();
        int to = from + block.size();
        double largest = largest(block);
        double scale = largest == 0 ? 1 : largest; // nothing to be a share of: absolute
        Verdict[] verdicts = new Verdict[block.size()];
        double maxError = 0;
        double maxFloor = 0;
        int worst = -1;
        int checked = 0;
        for (int i = from; i < to; i++) {
            verdicts[i - from] = entry(i, largest);
            if (numeric.isChecked(i)) {
                checked++;
                maxError = Math.max(maxError, Math.abs(g[i] - numeric.values()[i]) / scale); // NaN stays
                maxFloor = Math.max(maxFloor, numeric.floors()[i] / scale);
                if (worst < 0 || isWorse(i, verdicts[i - from], worst, verdicts[worst - from])) {
                    worst = i;
                }
            }
        }
        List<Kink> kinks = new ArrayList<>();
        for (Kink kink : numeric.kinks()) {
            if (kink.entry() >= from && kink.entry() < to) {
                kinks.add(new Kink(kink.entry() - from, kink.layer(), kink.unit(), kink.row(), kink.step()));
            }
        }
        return new BlockCheck(
                block,
                Arrays.copyOfRange(g, from, to),
                Arrays.copyOfRange(numeric.values(), from, to),
                Arrays.copyOfRange(numeric.floors(), from, to),
                Arrays.copyOfRange(numeric.steps(), from, to),
                verdicts,
                new BlockCheck.Summary(checked, maxError, maxFloor, Math.max(worst, from) - from),
                kinks,
                numeric.undecided().subMap(from, to).values().stream()
                        .map(Derivative::reason)
                        .distinct()
                        .toList());
    }

    /// What fails is worse than what is unclear, and that than what passes. Of failing entries the one that is off by more is
    /// worse, of unclear ones that with the higher floor, of passing ones that which is off by more floors.
    private boolean isWorse(int i, Verdict verdict, int than, Verdict thanVerdict) {
        if (verdict != thanVerdict) {
            return verdict == Verdict.FAIL || thanVerdict == Verdict.PASS;
        }
        return switch (verdict) {
            case FAIL -> error(i) > error(than);
            case INCONCLUSIVE -> numeric.floors()[i] > numeric.floors()[than];
            case PASS -> inFloors(i) > inFloors(than);
        };
    }
}
