package io.gradus.diagnosis;

import java.util.ArrayList;
import java.util.List;

/// The mistakes that people make in a backward pass, each as a change to one step, for one situation.
final class Catalogue {
    /// A learning rate to plant mistakes with, where none is known.
    private static final double SOME_LEARNING_RATE = 0.1;

    private final Situation s;
    final LossMistakes loss;
    final ActivationMistakes activation;
    final UpstreamMistakes upstream;
    final WeightMistakes weights;
    final BiasMistakes bias;
    final AnyStepMistakes any;
    final WholeMistakes whole;

    Catalogue(Situation s) {
        this.s = s;
        loss = new LossMistakes(s);
        activation = new ActivationMistakes(s);
        upstream = new UpstreamMistakes(s);
        weights = new WeightMistakes(s);
        bias = new BiasMistakes(s);
        any = new AnyStepMistakes(s);
        whole = new WholeMistakes(s);
    }

    /// Every mistake, from the output to the first layer, those of the whole gradient last.
    List<Mistake> all() {
        List<Mistake> all = new ArrayList<>();
        for (int l = s.layers() - 1; l >= 0; l--) {
            boolean last = l == s.layers() - 1;
            all.addAll(arriving(l));
            all.addAll(any.scalings(last ? Step.OUTPUT : Step.UPSTREAM, l));
            if (!last) {
                double learningRate = Double.isNaN(s.learningRate()) ? SOME_LEARNING_RATE : s.learningRate();
                all.add(upstream.updatedWeights(l, learningRate));
            }
            all.addAll(activation.of(l));
            all.addAll(any.scalings(Step.DELTA, l));
            all.add(any.zero(Step.DELTA, l));
            all.addAll(weights.of(l));
            all.addAll(any.scalings(Step.WEIGHTS, l));
            if (s.l2() > 0) {
                all.addAll(List.of(weights.penalty(l, 0), weights.penalty(l, 2), bias.penalty(l)));
            }
            all.addAll(ofBlock(Step.PENALISED, l));
            all.addAll(bias.of(l));
            all.addAll(any.scalings(Step.BIAS, l));
            all.addAll(ofBlock(Step.BIAS, l));
        }
        all.addAll(whole.swaps());
        all.addAll(whole.accumulations());
        return all;
    }

    private List<Mistake> ofBlock(Step step, int l) {
        List<Mistake> list =
                new ArrayList<>(List.of(any.zero(step, l), any.notFinite(step, l), any.lostPrecision(step, l, true)));
        list.addAll(any.columnsShifted(step, l));
        return list;
    }

    /// What may go wrong at OUTPUT, or at UPSTREAM; without a number to fit.
    List<Mistake> arriving(int l) {
        return l == s.layers() - 1 ? loss.all() : upstream.of(l);
    }
}
