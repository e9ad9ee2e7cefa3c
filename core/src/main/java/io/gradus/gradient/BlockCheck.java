package io.gradus.gradient;

import io.gradus.layer.ParameterBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The verdict on one block of parameters. Errors and floors are relative to the largest numeric entry of the block.
///
/// Immutable.
public final class BlockCheck {
    private final ParameterBlock block;
    private final double[] analytic;
    private final double[] numeric;
    private final double[] floors;
    private final double[] steps;
    private final Verdict[] verdicts;
    private final Summary summary;
    private final List<Kink> kinks;
    private final List<String> reasons;
    private final Verdict verdict;

    /// @param checked how many entries were
    record Summary(int checked, double maxRelativeError, double noiseFloor, int worst) {}

    /// @param analytic the gradient that was judged [rows × columns], kept
    /// @param numeric what it was judged by [rows × columns], kept; NaN where it was not checked
    /// @param floors what each numeric entry may be off by, kept
    /// @param steps h of each entry's differences, kept
    /// @param verdicts on each entry, kept
    BlockCheck(
            ParameterBlock block,
            double[] analytic,
            double[] numeric,
            double[] floors,
            double[] steps,
            Verdict[] verdicts,
            Summary summary,
            List<Kink> kinks,
            List<String> reasons) {
        this.block = block;
        this.analytic = analytic;
        this.numeric = numeric;
        this.floors = floors;
        this.steps = steps;
        this.verdicts = verdicts;
        this.summary = summary;
        this.kinks = List.copyOf(kinks);
        this.reasons = List.copyOf(reasons);
        List<Verdict> ofChecked = new ArrayList<>();
        for (int i = 0; i < verdicts.length; i++) {
            if (isChecked(i)) {
                ofChecked.add(verdicts[i]);
            }
        }
        verdict = Verdict.of(ofChecked);
    }

    public ParameterBlock block() {
        return block;
    }

    /// Fail if a checked entry fails, else inconclusive if one is, else pass.
    public Verdict verdict() {
        return verdict;
    }

    /// The verdict on one entry; inconclusive if it was not checked.
    ///
    /// @param index within the block
    public Verdict verdict(int index) {
        return verdicts[index];
    }

    /// Entries that were checked, of [#of].
    public int checked() {
        return summary.checked;
    }

    /// Entries of the block.
    public int of() {
        return block.size();
    }

    /// Whether an entry was checked; all are but where a sample was asked for.
    ///
    /// @param index within the block
    public boolean isChecked(int index) {
        return !Double.isNaN(numeric[index]) || !Double.isNaN(floors[index]);
    }

    /// The probability that a single wrong entry of the block, each as likely as the others, was not among those checked:
    /// 1 - checked/of.
    public double missProbability() {
        return (double) (of() - checked()) / of();
    }

    /// Largest |analytic - numeric|, as a share of the block's largest numeric entry; absolute where that is 0.
    public double maxRelativeError() {
        return summary.maxRelativeError;
    }

    /// Largest uncertainty of a numeric entry, as a share of the same.
    public double noiseFloor() {
        return summary.noiseFloor;
    }

    /// Index within the block of the failing entry that is off by most; where no entry fails but some can't be judged, of
    /// the one with the highest floor; where all pass, of the one that is off by most floors.
    public int worst() {
        return summary.worst;
    }

    /// The entry that was judged.
    ///
    /// @param index within the block
    public double analytic(int index) {
        return analytic[index];
    }

    /// The numeric value that it was judged by; NaN where it was not checked, or has none.
    ///
    /// @param index within the block
    public double numeric(int index) {
        return numeric[index];
    }

    /// What the numeric value may be off by, absolute; infinite where there is none, NaN where it was not checked.
    ///
    /// @param index within the block
    public double floor(int index) {
        return floors[index];
    }

    /// h of the entry's differences.
    ///
    /// @param index within the block
    public double step(int index) {
        return steps[index];
    }

    /// Units that crossed the kink of their activation at every step, so that entries could not be decided.
    public List<Kink> kinks() {
        return kinks;
    }

    /// Why entries have no numeric value to be judged by; empty if all have one.
    public List<String> reasons() {
        return reasons;
    }

    /// One line that says what was found, with the place of the worst entry.
    public String describe() {
        int worst = worst();
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "%s[%d,%d]: %s: analytic %.10g, numeric %.10g, error %.2g of the block's largest, noise floor %.2g, step %.2g",
                block.name(),
                worst / block.columns(),
                worst % block.columns(),
                verdict.word(),
                analytic[worst],
                numeric[worst],
                maxRelativeError(),
                noiseFloor(),
                steps[worst]));
        if (!kinks.isEmpty()) {
            line.append("; ").append(kinks.getFirst().describe());
            if (kinks.size() > 1) {
                line.append(" (and %d more)".formatted(kinks.size() - 1));
            }
        } else if (!reasons.isEmpty()) {
            line.append("; ").append(reasons.getFirst());
        }
        if (checked() < of()) {
            line.append(String.format(
                    Locale.ROOT,
                    "; %d of %d entries checked: a single wrong one is missed with probability %.2g",
                    checked(),
                    of(),
                    missProbability()));
        }
        return line.toString();
    }
}
