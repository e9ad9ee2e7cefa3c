package io.gradus.diagnosis;

import io.gradus.layer.Activation;
import java.util.List;

/// The backward pass, written as named steps, each of which a mistake can be planted in.
///
/// Without a mistake it is the chain rule and nothing else:
///
///     da_L    = ∂L/∂y                          OUTPUT
///     delta_l = da_l ⊙ f'(z_l)                 DELTA
///     dW_l    = a_(l-1)ᵀ · delta_l + λ·W_l     WEIGHTS, PENALISED
///     db_l    = Σ over the batch of delta_l    BIAS
///     da_l    = delta_(l+1) · W_(l+1)ᵀ         UPSTREAM
///
/// A loss fused with its activation hands over ∂L/∂z, and DELTA leaves it as it is. Layers count from 0 here.
final class BackwardPass {
    final Situation s;
    final Forward forward;
    private final List<Mistake> mistakes;

    /// d loss / d a of each layer [batch × out], once the pass has come there; likewise the others.
    final double[][] da;

    final double[][] delta;
    /// [in × out], penalty included.
    final double[][] dW;
    /// [out].
    final double[][] db;

    BackwardPass(Situation s, Forward forward, List<Mistake> mistakes) {
        this(
                s,
                forward,
                mistakes,
                new double[s.layers()][],
                new double[s.layers()][],
                new double[s.layers()][],
                new double[s.layers()][]);
    }

    private BackwardPass(
            Situation s,
            Forward forward,
            List<Mistake> mistakes,
            double[][] da,
            double[][] delta,
            double[][] dW,
            double[][] db) {
        this.s = s;
        this.forward = forward;
        this.mistakes = mistakes;
        this.da = da;
        this.delta = delta;
        this.dW = dW;
        this.db = db;
    }

    /// The gradient that a backward pass with these mistakes gives, in the flat order.
    static double[] gradient(Situation s, List<Mistake> mistakes) {
        BackwardPass pass = new BackwardPass(s, new Forward(s), mistakes);
        for (int l = s.layers() - 1; l >= 0; l--) {
            pass.arrive(l);
            pass.through(l);
            pass.weights(l);
            pass.bias(l);
        }
        return pass.planted(Step.GRADIENT, -1, pass.flat());
    }

    /// As far as this pass has come, to go on with other mistakes.
    BackwardPass with(List<Mistake> others) {
        return new BackwardPass(s, forward, others, da.clone(), delta.clone(), dW.clone(), db.clone());
    }

    /// OUTPUT or UPSTREAM: what arrives at the outputs of layer l.
    void arrive(int l) {
        da[l] = l == s.layers() - 1
                ? planted(Step.OUTPUT, l, lossDerivative())
                : planted(
                        Step.UPSTREAM,
                        l,
                        Matrices.timesTransposed(
                                delta[l + 1], s.weightsOf(l + 1), s.rows(), s.inputs(l + 1), s.outputs(l + 1)));
    }

    /// DELTA: through the activation of layer l.
    void through(int l) {
        boolean fused = l == s.layers() - 1 && s.loss().isFused();
        delta[l] = planted(Step.DELTA, l, fused ? da[l] : throughActivation(s.activation(l), l, da[l]));
    }

    /// WEIGHTS and PENALISED.
    void weights(int l) {
        double[] raw = planted(
                Step.WEIGHTS, l, Matrices.outer(forward.input(l), delta[l], s.rows(), s.inputs(l), s.outputs(l)));
        dW[l] = planted(Step.PENALISED, l, Matrices.plus(raw, s.l2(), s.weightsOf(l)));
    }

    /// BIAS.
    void bias(int l) {
        db[l] = planted(Step.BIAS, l, Matrices.columnSums(delta[l], s.rows(), s.outputs(l)));
    }

    /// ∂/∂y of the mean loss of the batch [batch × out]; ∂/∂z if the loss is fused.
    double[] lossDerivative() {
        int last = s.layers() - 1;
        int n = s.outputs(last);
        double[] derivative = new double[s.rows() * n];
        for (int r = 0; r < s.rows(); r++) {
            s.loss().derivative(forward.z[last], forward.y(), r * n, s.t(), r * n, n, 1.0 / s.rows(), derivative);
        }
        return derivative;
    }

    /// d loss / d z from d loss / d a, if layer l had the activation f.
    double[] throughActivation(Activation f, int l, double[] upstream) {
        double[] result = upstream.clone();
        int n = s.outputs(l);
        for (int r = 0; r < s.rows(); r++) {
            f.backward(forward.z[l], forward.a[l], result, r * n, n);
        }
        return result;
    }

    private double[] planted(Step step, int l, double[] right) {
        double[] value = right;
        for (Mistake mistake : mistakes) {
            if (mistake.step() == step && mistake.layer() == l) {
                value = mistake.change().apply(this, value);
            }
        }
        return value;
    }

    private double[] flat() {
        double[] g = new double[s.p().length];
        for (int l = 0; l < s.layers(); l++) {
            System.arraycopy(dW[l], 0, g, s.weights(l).offset(), dW[l].length);
            System.arraycopy(db[l], 0, g, s.bias(l).offset(), db[l].length);
        }
        return g;
    }
}
