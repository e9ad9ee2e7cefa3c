package io.gradus.diagnosis;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which block of a gradient is wrong because of which mistake of an explanation.
///
/// A mistake on the way (in what arrives, or in delta) is charged to the first wrong block of its layer that has no
/// mistake of its own; what is wrong after it is its consequence.
final class Attribution {
    /// The mistakes charged to one block; none if it is a consequence, of the block named.
    record Charge(List<Mistake> mistakes, @Nullable String of) {
        MistakeKind kind() {
            return mistakes.isEmpty()
                    ? of == null ? MistakeKind.UNKNOWN : MistakeKind.CONSEQUENCE
                    : mistakes.getFirst().kind();
        }
    }

    private Attribution() {}

    /// The charge of each block in the flat order; null for blocks that are not wrong.
    ///
    /// @param wrong which blocks are, in the flat order
    static List<@Nullable Charge> of(Situation s, Explanation explanation, boolean[] wrong) {
        List<@Nullable Charge> charges = new ArrayList<>();
        for (int block = 0; block < wrong.length; block++) {
            charges.add(null);
        }
        String source = null;
        List<Mistake> onTheWay = new ArrayList<>(of(explanation, -1, Step.GRADIENT));
        for (int l = s.layers() - 1; l >= 0; l--) {
            for (Step step : List.of(Step.OUTPUT, Step.UPSTREAM, Step.DELTA)) {
                onTheWay.addAll(of(explanation, l, step));
            }
            List<Mistake> onWeights = new ArrayList<>(of(explanation, l, Step.WEIGHTS));
            onWeights.addAll(of(explanation, l, Step.PENALISED));
            List<Mistake> onBias = of(explanation, l, Step.BIAS);
            for (int kind = 0; kind < 2; kind++) { // W, then b
                int block = 2 * l + kind;
                if (!wrong[block]) {
                    continue;
                }
                List<Mistake> own = kind == 0 ? onWeights : onBias;
                String name = s.name(s.architecture().blocks().get(block));
                boolean lastOfLayer = kind == 1 || !wrong[block + 1];
                if (own.isEmpty() && !onTheWay.isEmpty()) {
                    charges.set(block, new Charge(List.copyOf(onTheWay), null));
                    source = name;
                    onTheWay.clear();
                } else if (own.isEmpty()) {
                    charges.set(block, new Charge(List.of(), source));
                } else {
                    List<Mistake> all = new ArrayList<>(own);
                    if (lastOfLayer && !onTheWay.isEmpty()) { // no other block of the layer is left to charge
                        all.addAll(onTheWay);
                        onTheWay.clear();
                        source = name;
                    }
                    charges.set(block, new Charge(all, null));
                    if (all.getFirst().kind() == MistakeKind.NOT_FINITE) {
                        source = name;
                    }
                }
            }
        }
        return charges;
    }

    private static List<Mistake> of(Explanation explanation, int l, Step step) {
        return explanation.mistakes().stream()
                .filter(mistake -> mistake.layer() == l && mistake.step() == step)
                .toList();
    }
}
