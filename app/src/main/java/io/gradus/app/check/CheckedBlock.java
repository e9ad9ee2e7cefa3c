package io.gradus.app.check;

import io.gradus.diagnosis.Finding;
import io.gradus.diagnosis.MistakeKind;
import io.gradus.gradient.BlockCheck;
import io.gradus.gradient.Verdict;
import io.gradus.layer.ParameterBlock;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// One block of a checked gradient, with what was found in it.
///
/// @param name in the situation's numbering, such as `W2`
/// @param finding null where nothing was found
/// @param formula the step that gives this block, such as `dW2 = xᵀ · delta2`
record CheckedBlock(String name, BlockCheck check, @Nullable Finding finding, String formula) {
    /// An entry is wrong if it is off by more than this many noise floors: the limit of the check itself.
    static final double ALLOWED_FLOORS = 10;

    Verdict verdict() {
        return check.verdict();
    }

    boolean fails() {
        return verdict() == Verdict.FAIL;
    }

    /// Whether the block fails only because of a mistake elsewhere.
    boolean isConsequence() {
        return fails() && finding != null && finding.kind() == MistakeKind.CONSEQUENCE;
    }

    /// The block that a consequence follows from.
    String cause() {
        return finding == null || finding.of() == null ? "an earlier mistake" : finding.of();
    }

    /// The finding's kind; `unknown` where there is none.
    String kind() {
        return (finding == null ? MistakeKind.UNKNOWN : finding.kind()).word();
    }

    int rows() {
        return check.block().rows();
    }

    int columns() {
        return check.block().columns();
    }

    /// Whether all its entries can be shown as numbers.
    boolean isSmall() {
        return rows() <= 4 && columns() <= 6;
    }

    boolean isBias() {
        return check.block().kind() == ParameterBlock.Kind.BIAS;
    }

    /// `[2, 3]` for weights, `[3]` for a bias.
    List<Integer> shape() {
        return isBias() ? List.of(columns()) : List.of(rows(), columns());
    }

    /// `2 × 3` for weights, `3` for a bias.
    String shapeText() {
        return isBias() ? Integer.toString(columns()) : rows() + " × " + columns();
    }

    /// The place of an entry, counted from 0: `W2[1,0]`, `b2[1]`.
    String place(int index) {
        return isBias()
                ? "%s[%d]".formatted(name, index)
                : "%s[%d,%d]".formatted(name, index / columns(), index % columns());
    }

    /// |analytic - numeric|.
    double error(int index) {
        return Math.abs(check.analytic(index) - check.numeric(index));
    }

    /// Whether an entry is off by more than noise can explain.
    boolean isWrong(int index) {
        return !(error(index) <= ALLOWED_FLOORS * check.floor(index));
    }

    int wrongEntries() {
        return (int) IntStream.range(0, check.of()).filter(this::isWrong).count();
    }

    /// Whether a number can't be told from zero.
    boolean isNoise(int index, double value) {
        return Math.abs(value) <= ALLOWED_FLOORS * check.floor(index);
    }
}
