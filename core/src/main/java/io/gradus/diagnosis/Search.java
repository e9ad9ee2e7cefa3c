package io.gradus.diagnosis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// Finds the mistakes that reproduce a gradient, layer by layer from the output.
///
/// At each layer the backward pass goes on as it should, then with each mistake planted in what arrives or in the way
/// through the activation, and at last with two; of what comes out, dW and db are compared with the given ones, and
/// mistakes in them alone are looked for ([LayerSearch]). The cheapest explanations are followed to the next layer. Of
/// two explanations the one with fewer mistakes wins, so a mistake in delta is preferred to one in every block that
/// depends on it.
final class Search {
    /// The most steps, of an explanation by a layer. Reached only where hardly anything explains the numbers.
    private static final int FOLLOWED = 60;

    private final Situation s;
    private final Catalogue catalogue;
    private final BlockSearch blocks;
    private final Forward forward;

    /// Costs above this are of no interest.
    private double bound = Double.POSITIVE_INFINITY;

    /// @param scale see [RoundingScale]
    Search(Situation s, Forward forward, double[] scale) {
        this.s = s;
        this.forward = forward;
        catalogue = new Catalogue(s);
        blocks = new BlockSearch(s, catalogue, scale);
    }

    /// Explanations of a gradient, the least far-fetched first; at least one.
    List<Explanation> explain(Given given) {
        List<Explanation> all = new ArrayList<>(follow(given, List.of()));
        List<Mistake> whole = new ArrayList<>(catalogue.whole.swaps());
        whole.addAll(catalogue.whole.accumulations());
        for (Mistake mistake : whole) {
            all.addAll(follow(given.with(undone(mistake, given.all())), List.of(mistake)));
        }
        if (s.l2() > 0) {
            wholeFactor(given, all);
        }
        all.sort(Comparator.comparingDouble(Explanation::cost));
        return List.copyOf(all);
    }

    /// A factor on all there is, penalty included.
    private void wholeFactor(Given given, List<Explanation> all) {
        double factor = Fit.factor(given.all(), BackwardPass.gradient(s, List.of()), s);
        if (factor == -1 || FactorName.isUsual(factor, s)) {
            Mistake mistake = catalogue.any.scaling(Step.GRADIENT, -1, factor);
            all.addAll(follow(given.with(Matrices.scaled(1 / factor, given.all())), List.of(mistake)));
        }
    }

    /// The gradient without a mistake of [Step#GRADIENT]: an exchange is its own inverse; what was added is taken away.
    private double[] undone(Mistake mistake, double[] g) {
        double[] once = mistake.change().apply(catalogue.whole.nothingYet(), g);
        return mistake.kind() == MistakeKind.SWAPPED_LAYERS ? once : Matrices.plus(Matrices.scaled(2, g), -1, once);
    }

    /// The cheapest explanation so far goes on by a layer, until none is left that can be as good as the best complete
    /// one.
    private List<Explanation> follow(Given given, List<Mistake> first) {
        double cost = Plausibility.cost(first, List.of());
        PriorityQueue<Partial> open =
                new PriorityQueue<>(Comparator.comparingDouble((Partial partial) -> partial.explanation.cost())
                        .thenComparingInt(Partial::layersLeft)
                        .thenComparingInt(Partial::number));
        int number = 0;
        open.add(new Partial(
                new Explanation(given, new BackwardPass(s, forward, List.of()), first, cost), s.layers(), number++));
        List<Explanation> complete = new ArrayList<>();
        for (int followed = 0; !open.isEmpty() && (followed < FOLLOWED || complete.isEmpty()); followed++) {
            Partial next = followed < FOLLOWED ? open.poll() : nearestToTheEnd(open);
            if (next.explanation.cost() > bound) {
                break;
            }
            if (next.layersLeft == 0) {
                complete.add(next.explanation);
                bound = Math.min(bound, next.explanation.cost() + Plausibility.CONSIDERED);
                continue;
            }
            int l = next.layersLeft - 1;
            for (Explanation e : new LayerSearch(s, catalogue, blocks, bound, next.explanation, l).explain()) {
                open.add(new Partial(e, l, number++));
            }
        }
        return complete;
    }

    /// Where hardly anything explains the numbers, the search would try everything; so at last it brings one to its end.
    private static Partial nearestToTheEnd(PriorityQueue<Partial> open) {
        Partial nearest = Collections.min(
                open,
                Comparator.comparingInt(Partial::layersLeft)
                        .thenComparingDouble(partial -> partial.explanation.cost())
                        .thenComparingInt(Partial::number));
        open.remove(nearest);
        return nearest;
    }

    /// An explanation of the layers from the output down to one; the number keeps the order definite.
    private record Partial(Explanation explanation, int layersLeft, int number) {}
}
