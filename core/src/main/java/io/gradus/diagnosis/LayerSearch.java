package io.gradus.diagnosis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// One layer of one explanation: the ways to its delta, with no mistake, with one, and at last with two; and for each what
/// explains dW and db ([BlockSearch]).
///
/// The blocks that were given stand for the pass's own once they are explained, so that the weights after an update
/// are those that the author of the gradient had.
final class LayerSearch {
    /// A way to come to delta: the mistakes on it, and the pass that made them.
    private record Way(List<Mistake> mistakes, BackwardPass pass, double cost, boolean weights, boolean bias) {
        /// At least what an explanation by this way costs.
        double atLeast() {
            return cost + (weights ? 0 : 1) + (bias ? 0 : 1);
        }
    }

    private final Situation s;
    private final Catalogue catalogue;
    private final BlockSearch blocks;
    /// Costs above this are of no interest.
    private final double bound;

    private final Explanation e;
    private final int l;
    private final double[] dW;
    private final double[] db;
    private final List<Way> ways = new ArrayList<>();
    private final List<Explanation> found = new ArrayList<>();

    LayerSearch(Situation s, Catalogue catalogue, BlockSearch blocks, double bound, Explanation e, int l) {
        this.s = s;
        this.catalogue = catalogue;
        this.blocks = blocks;
        this.bound = bound;
        this.e = e;
        this.l = l;
        double[] penalised = e.given().weights(l);
        dW = Matrices.plus(penalised, -s.l2(), s.weightsOf(l));
        db = e.given().bias(l);
    }

    /// This explanation gone on by the layer, in each way that is of interest.
    List<Explanation> explain() {
        Way right = way(List.of());
        ways.add(right);
        if (right.weights && right.bias) {
            finish(right);
            return found;
        }
        single(right);
        double best = evaluate();
        if (best >= Plausibility.UNKNOWN) {
            ways.clear();
            pairs();
            unknownDelta();
            evaluate();
        }
        return found;
    }

    private Way way(List<Mistake> mistakes) {
        BackwardPass pass = e.pass().with(mistakes);
        pass.arrive(l);
        pass.through(l);
        double cost = e.costOf(mistakes);
        boolean finite = Matrices.isFinite(pass.delta[l]);
        return new Way(
                mistakes,
                pass,
                finite ? cost : Double.POSITIVE_INFINITY,
                finite && blocks.explainsWeights(e, pass, l),
                finite && blocks.explainsBias(e, pass, l));
    }

    /// One mistake on the way to delta, each also with a factor.
    private void single(Way right) {
        withFactor(right);
        for (Mistake mistake : onTheWay()) {
            Way way = way(List.of(mistake));
            ways.add(way);
            withFactor(way);
        }
        ways.add(way(List.of(catalogue.any.zero(Step.DELTA, l))));
        updatedWeights(right);
        permuted(right);
    }

    private List<Mistake> onTheWay() {
        List<Mistake> list = new ArrayList<>(catalogue.arriving(l));
        list.addAll(catalogue.activation.of(l));
        return list;
    }

    /// Two mistakes: one in what arrives, one in the way through the activation.
    private void pairs() {
        for (Mistake through : catalogue.activation.of(l)) {
            for (Mistake arriving : catalogue.arriving(l)) {
                ways.add(way(List.of(arriving, through)));
            }
            updatedWeights(way(List.of(through)));
        }
    }

    /// A delta that nothing explains. For a batch of one it is given, as db; whether dW is made from it is another matter, and
    /// so are the layers before.
    private void unknownDelta() {
        if (s.rows() == 1 && Matrices.isFinite(db)) {
            ways.add(way(List.of(catalogue.any.unknown(Step.DELTA, l, db))));
        }
    }

    /// A factor on delta, fitted to db and to dW.
    private void withFactor(Way way) {
        if (way.cost == Double.POSITIVE_INFINITY) {
            return;
        }
        double[] rightBias = blocks.rightBias(way.pass, l);
        double[] rightWeights = blocks.rawWeights(way.pass, l);
        double fromBias = Fit.factor(db, rightBias, s);
        double fromWeights = Fit.factor(dW, rightWeights, s);
        addFactor(way, fromWeights, dW.length, rightWeights, rightBias);
        if (!FactorName.isSame(fromBias, fromWeights)) {
            addFactor(way, fromBias, db.length, rightWeights, rightBias);
        }
    }

    private void addFactor(Way way, double factor, int entries, double[] rightWeights, double[] rightBias) {
        if (!Fit.isConvincing(factor, entries, s)) {
            return;
        }
        double[] penalised = Matrices.plus(Matrices.scaled(factor, rightWeights), s.l2(), s.weightsOf(l));
        if (e.given().isExplained(penalised, s.weights(l).offset())
                || e.given()
                        .isExplained(
                                Matrices.scaled(factor, rightBias), s.bias(l).offset())) {
            List<Mistake> all = new ArrayList<>(way.mistakes);
            all.add(catalogue.any.scaling(l == s.layers() - 1 ? Step.OUTPUT : Step.DELTA, l, factor));
            ways.add(way(all));
        }
    }

    /// The weights of the layer after as its update left them; the learning rate is fitted where it is unknown.
    private void updatedWeights(Way way) {
        List<Mistake> others = way.mistakes;
        if (l == s.layers() - 1) {
            return;
        }
        if (!Double.isNaN(s.learningRate())) {
            addUpdated(others, s.learningRate());
            return;
        }
        BackwardPass none = way.pass;
        BackwardPass one = way(with(others, 1)).pass;
        double[] biasNone = blocks.rightBias(none, l);
        double[] biasOne = Matrices.plus(blocks.rightBias(one, l), -1, biasNone);
        addUpdated(others, Fit.multiple(Matrices.plus(db, -1, biasNone), biasOne));
        double[] weightsNone = blocks.rightWeights(none, l);
        double[] weightsOne = Matrices.plus(blocks.rightWeights(one, l), -1, weightsNone);
        addUpdated(others, Fit.multiple(Matrices.plus(e.given().weights(l), -1, weightsNone), weightsOne));
    }

    private List<Mistake> with(List<Mistake> others, double learningRate) {
        List<Mistake> all = new ArrayList<>();
        all.add(catalogue.upstream.updatedWeights(l, learningRate));
        all.addAll(others);
        return all;
    }

    private void addUpdated(List<Mistake> others, double learningRate) {
        if (learningRate > 0 && Double.isFinite(learningRate)) {
            Way updated = way(with(others, learningRate));
            if (updated.weights || updated.bias) {
                ways.add(updated);
            }
        }
    }

    /// The units in another order, in db as in dW.
    private void permuted(Way way) {
        double[] right = blocks.rightBias(way.pass, l);
        int offset = s.bias(l).offset();
        int[] order = Permutation.ofColumns(db, right, right.length, e.given().tolerance(right, offset));
        if (order != null) {
            ways.add(way(List.of(catalogue.any.permuted(Step.DELTA, l, order))));
        }
    }

    /// Explains the blocks for each way, the cheapest ways first, while they can still be as good as the best.
    ///
    /// @return the lowest cost that this layer adds
    private double evaluate() {
        ways.sort(Comparator.comparingDouble(Way::atLeast));
        double best = Double.POSITIVE_INFINITY;
        for (Way way : ways) {
            if (way.atLeast() > best + Plausibility.CONSIDERED || e.cost() + way.atLeast() > bound) {
                break;
            }
            best = Math.min(best, finish(way));
        }
        return best;
    }

    private double finish(Way way) {
        if (way.cost == Double.POSITIVE_INFINITY) {
            return way.cost;
        }
        double best = Double.POSITIVE_INFINITY;
        List<BlockSearch.Option> ofWeights = blocks.weights(e, way.pass, l);
        BackwardPass settled = settle(way);
        for (BlockSearch.Option w : ofWeights) {
            Explanation soFar = e.and(settled, concat(way.mistakes, w.mistakes()), way.cost + w.cost());
            for (BlockSearch.Option b : blocks.bias(soFar, settled, l)) {
                Explanation explained = soFar.and(settled, b.mistakes(), b.cost());
                found.add(explained);
                best = Math.min(best, explained.cost() - e.cost());
            }
        }
        return best;
    }

    /// The pass with the blocks as they were given.
    private BackwardPass settle(Way way) {
        BackwardPass settled = way.pass.with(List.of());
        double[] given = e.given().weights(l);
        settled.dW[l] = Matrices.isFinite(given) ? given : blocks.rightWeights(settled, l);
        settled.db[l] = Matrices.isFinite(db) ? db : blocks.rightBias(settled, l);
        return settled;
    }

    private List<Mistake> concat(List<Mistake> one, List<Mistake> other) {
        List<Mistake> all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }
}
