package io.gradus.gradient;

import io.gradus.layer.ParameterBlock;

/// The verdict on one block of parameters. Errors and floors are relative to the largest numeric entry of the block.
///
/// Immutable.
public final class BlockCheck {
    private final ParameterBlock block;
    private final double[] analytic;
    private final double[] numeric;
    private final double[] floors;
    private final double[] steps;
    private final double maxRelativeError;
    private final double noiseFloor;
    private final int worst;
    private final Verdict verdict;

    /// @param analytic the gradient that was judged [rows × columns], kept
    /// @param numeric what it was judged by [rows × columns], kept
    /// @param floors what each numeric entry may be off by, kept
    /// @param steps h of each entry's first difference, kept
    BlockCheck(
            ParameterBlock block,
            double[] analytic,
            double[] numeric,
            double[] floors,
            double[] steps,
            double maxRelativeError,
            double noiseFloor,
            int worst,
            Verdict verdict) {
        this.block = block;
        this.analytic = analytic;
        this.numeric = numeric;
        this.floors = floors;
        this.steps = steps;
        this.maxRelativeError = maxRelativeError;
        this.noiseFloor = noiseFloor;
        this.worst = worst;
        this.verdict = verdict;
    }

    public ParameterBlock block() {
        return block;
    }

    public Verdict verdict() {
        return verdict;
    }

    /// Entries that were checked, of [#of].
    public int checked() {
        return block.size();
    }

    /// Entries of the block.
    public int of() {
        return block.size();
    }

    /// Largest |analytic - numeric|, as a share of the block's largest numeric entry.
    public double maxRelativeError() {
        return maxRelativeError;
    }

    /// Largest uncertainty of a numeric entry, as a share of the same.
    public double noiseFloor() {
        return noiseFloor;
    }

    /// Index within the block of the entry that is off by most floors.
    public int worst() {
        return worst;
    }

    /// The entry that was judged.
    ///
    /// @param index within the block
    public double analytic(int index) {
        return analytic[index];
    }

    /// The numeric value that it was judged by.
    ///
    /// @param index within the block
    public double numeric(int index) {
        return numeric[index];
    }

    /// What the numeric value may be off by, absolute.
    ///
    /// @param index within the block
    public double floor(int index) {
        return floors[index];
    }

    /// h of the entry's first difference.
    ///
    /// @param index within the block
    public double step(int index) {
        return steps[index];
    }

    /// One line that says what was found, with the place of the worst entry.
    public String describe() {
        return "%s[%d,%d]: %s: analytic %.10g, numeric %.10g, error %.2g of the block's largest, noise floor %.2g, step %.2g"
                .formatted(
                        block.name(),
                        worst / block.columns(),
                        worst % block.columns(),
                        verdict.word(),
                        analytic[worst],
                        numeric[worst],
                        maxRelativeError,
                        noiseFloor,
                        steps[worst]);
    }
}
