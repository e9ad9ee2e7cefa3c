package io.gradus.app.check;

import io.gradus.diagnosis.Diagnosis;
import io.gradus.diagnosis.Finding;
import io.gradus.diagnosis.Situation;
import io.gradus.gradient.BlockCheck;
import io.gradus.gradient.GradientReport;
import io.gradus.gradient.Verdict;
import io.gradus.layer.Layer;
import io.gradus.layer.ParameterBlock;
import io.gradus.layer.Precision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What all renderings of a check have in common: the blocks with their findings, in the order in which they are told,
/// and the sentences that sum them up.
///
/// @param blocks in the flat order
record CheckedGradient(Situation situation, Verdict verdict, List<CheckedBlock> blocks) {
    static CheckedGradient of(Diagnosis diagnosis) {
        return of(diagnosis.situation(), diagnosis.report(), diagnosis.findings());
    }

    /// Joins what was judged and what was found.
    ///
    /// @param findings one for each block of the report, empty where the block does not fail
    static CheckedGradient of(Situation situation, GradientReport report, List<Optional<Finding>> findings) {
        List<CheckedBlock> blocks = new ArrayList<>();
        for (int i = 0; i < report.blocks().size(); i++) {
            BlockCheck check = report.blocks().get(i);
            Finding finding = findings.get(i).orElse(null);
            String formula = finding == null || finding.formula().isBlank()
                    ? step(situation, check.block(), i / 2)
                    : finding.formula();
            blocks.add(new CheckedBlock(situation.name(check.block()), check, finding, formula));
        }
        return new CheckedGradient(situation, report.verdict(), List.copyOf(blocks));
    }

    /// The step of the backward pass that gives a block.
    ///
    /// @param layer counted from 0
    private static String step(Situation situation, ParameterBlock block, int layer) {
        int number = situation.firstNumber() + layer;
        if (block.kind() == ParameterBlock.Kind.BIAS) {
            String sum = situation.rows() == 1 ? "" : "Σ over the batch of ";
            return "db%d = %sdelta%d".formatted(number, sum, number);
        }
        String input = layer == 0 ? "x" : "a" + (number - 1);
        String penalty = situation.l2() == 0 ? "" : " + λ·W" + number;
        return "dW%d = %sᵀ · delta%d%s".formatted(number, input, number, penalty);
    }

    /// Blocks with a mistake of their own, in the order of the backward pass: from the output, weights before bias.
    List<CheckedBlock> mistakes() {
        return backward().stream()
                .filter(block -> block.fails() && !block.isConsequence())
                .toList();
    }

    /// Blocks that are wrong because of another one, by that one's name, in the order of the backward pass.
    Map<String, List<CheckedBlock>> consequences() {
        return backward().stream()
                .filter(CheckedBlock::isConsequence)
                .collect(Collectors.groupingBy(CheckedBlock::cause, LinkedHashMap::new, Collectors.toList()));
    }

    List<CheckedBlock> inconclusive() {
        return blocks.stream()
                .filter(block -> block.verdict() == Verdict.INCONCLUSIVE)
                .toList();
    }

    /// All blocks: mistakes, what follows from them, what can't be judged, what passes; each in the order of the backward
    /// pass.
    List<CheckedBlock> inOrder() {
        List<CheckedBlock> order = new ArrayList<>(mistakes());
        consequences().values().forEach(order::addAll);
        backward().stream()
                .filter(block -> block.verdict() == Verdict.INCONCLUSIVE)
                .forEach(order::add);
        backward().stream().filter(block -> block.verdict() == Verdict.PASS).forEach(order::add);
        return order;
    }

    private List<CheckedBlock> backward() {
        List<CheckedBlock> order = new ArrayList<>();
        for (int layer = blocks.size() / 2 - 1; layer >= 0; layer--) {
            order.add(blocks.get(2 * layer));
            order.add(blocks.get(2 * layer + 1));
        }
        return order;
    }

    /// What came out, in plain words.
    String summary() {
        return switch (verdict) {
            case PASS -> {
                int of = blocks.stream().mapToInt(block -> block.check().of()).sum();
                int checked = blocks.stream()
                        .mapToInt(block -> block.check().checked())
                        .sum();
                yield "The gradient is right: each of the %,d %s agrees with its numeric value within the noise."
                        .formatted(checked, checked == of ? "parameters" : "entries checked (of %,d)".formatted(of));
            }
            case FAIL -> failure();
            case INCONCLUSIVE ->
                "Nothing is shown to be wrong, but %s can't be judged: the numeric values are too uncertain."
                        .formatted(names(inconclusive(), " and "));
        };
    }

    private String failure() {
        List<CheckedBlock> mistakes = mistakes();
        long wrong = blocks.stream().filter(CheckedBlock::fails).count();
        String where = "The gradient is wrong in %d of %d blocks".formatted(wrong, blocks.size());
        if (mistakes.isEmpty()) {
            return where + ".";
        }
        String first = mistakes.getFirst().name();
        if (wrong == 1) {
            return where + ": " + first + ".";
        }
        return mistakes.size() == 1
                ? where + ". The mistake is in %s; the rest follows from it.".formatted(first)
                : where + ". Begin with %s: the backward pass comes to it first.".formatted(first);
    }

    /// `W3, W2 and b2`.
    static String names(List<CheckedBlock> blocks, String and) {
        List<String> names = blocks.stream().map(CheckedBlock::name).toList();
        int last = names.size() - 1;
        return last < 1 ? String.join("", names) : String.join(", ", names.subList(0, last)) + and + names.get(last);
    }

    /// The network in a line: `2-2-2, sigmoid, sigmoid; loss mse; batch of 1`.
    String sketch() {
        StringBuilder sketch = new StringBuilder(situation.architecture().sizes());
        for (Layer layer : situation.architecture().layers()) {
            if (layer instanceof Layer.Dense dense) {
                sketch.append(", ").append(dense.activation().name());
            }
        }
        return sketch.append("; loss ").append(conditions()).toString();
    }

    /// What the network is followed by and how it was run: `mse; batch of 1`.
    String conditions() {
        StringBuilder sketch = new StringBuilder(situation.loss().name());
        sketch.append("; batch of ").append(situation.rows());
        if (situation.l2() != 0) {
            sketch.append("; l2 ").append(situation.l2());
        }
        if (situation.precision() != Precision.DOUBLE) {
            sketch.append("; gradient in ").append(situation.precision().name().toLowerCase(Locale.ROOT));
        }
        return sketch.toString();
    }

    /// Why a block can't be judged, and what helps.
    String whyInconclusive(CheckedBlock block) {
        double step = block.check().step(block.check().worst());
        String cause = block.check().kinks().isEmpty()
                ? "The loss is too large beside this gradient, or too curved within the step h = %s."
                        .formatted(Numbers.text(step))
                : "At a kink the slopes of both sides differ: %s."
                        .formatted(block.check().kinks().getFirst().describe());
        return "The numeric values of %s may be off by %s of the block's largest entry, too much to judge by. %s Try"
                        .formatted(block.name(), Numbers.text(block.check().noiseFloor()), cause)
                + " other rows or other weights.";
    }
}
