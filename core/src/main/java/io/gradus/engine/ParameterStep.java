package io.gradus.engine;

import io.gradus.layer.Architecture;
import io.gradus.layer.ParameterBlock;
import io.gradus.layer.ParameterBlock.Kind;
import io.gradus.math.Rounding;
import io.gradus.math.Sums;

/// Moves the parameters by a [StepRule]: in one pass with the backward pass where each parameter needs but its own
/// gradient, else after it.
///
/// Legend: p parameters, g gradient, rate the learning rate of the step. Not thread-safe, though it works with several
/// threads itself; no call but the constructor allocates.
final class ParameterStep implements GradientDone {
    /// With fewer parameters than this the calling thread does it alone.
    private static final int WORTH_DIVIDING = 100_000;

    private final StepRule step;
    private final Team team;
    private final ParameterBlock[] blocks;
    private final double[] p;
    private final double[] g;
    private final double[][] arrays;
    private final /* wide */ double[] scalars;
    /// The sum of squares of each unit's weights.
    private final double[] squares;

    private final Team.Phase updatePhase = this::updatePart;
    private /* wide */ double rate;
    private double decayOfAverages;
    private double scaleOfGradient = 1;

    /// @param p updated in place by the steps
    /// @param g the gradient of the step under way; changed where it is clipped
    /// @param arrays as many as [StepRule#arrays], updated in place
    /// @param scalars of the rule, updated in place
    ParameterStep(
            Architecture architecture,
            StepRule step,
            Team team,
            double[] p,
            double[] g,
            double[][] arrays,
            /* wide */ double[] scalars) {
        this.step = step;
        this.team = team;
        this.p = p;
        this.g = g;
        this.arrays = arrays;
        this.scalars = scalars;
        blocks = architecture.blocks().toArray(ParameterBlock[]::new);
        int widest = 0;
        for (ParameterBlock block : blocks) {
            widest = Math.max(widest, block.columns());
        }
        squares = new double[step.constrainsNorms() ? widest : 0];
    }

    /// Begins a step.
    ///
    /// @param learningRate of this step
    /// @param number of the step, from 0
    void begin(/* wide */ double learningRate, long number) {
        rate = learningRate;
        step.rule().advance(scalars);
        // The first averages would be the initial parameters for long: TensorFlow's ExponentialMovingAverage with
        // num_updates begins like this too.
        decayOfAverages = Rounding.toDouble(Math.min(step.averaging(), (1.0 + number) / (10.0 + number)));
    }

    /// What follows the gradient of a parameter during the backward pass.
    GradientDone duringBackward() {
        return step.needsNoOtherGradient() ? this : GradientDone.NOTHING;
    }

    /// Does what is left after the backward pass.
    ///
    /// @param loss before the step
    void finish(/* wide */ double loss) {
        hear(loss);
        if (!step.needsNoOtherGradient()) {
            updateAll();
        }
        constrain();
    }

    /// The loss before the step, for rules that need it.
    void hear(/* wide */ double loss) {
        step.rule().hear(loss, scalars);
    }

    /// What comes last in a step, as it needs all parameters of a block.
    void constrain() {
        if (step.constrainsNorms()) {
            for (ParameterBlock block : blocks) {
                if (block.kind() == Kind.WEIGHTS) {
                    constrainNorms(block);
                }
            }
            average(0, p.length);
        }
    }

    /// Clips and moves all parameters, by the gradient in g.
    void updateAll() {
        scaleOfGradient = 1;
        if (!step.needsNoOtherGradient()) {
            clipValues(0, g.length);
            // ‖g‖, in the order of Sums whatever the number of threads
            /* wide */ double norm = Math.sqrt(Sums.dot(g, 0, g, 0, g.length));
            scaleOfGradient = norm > step.clipNorm() ? Rounding.toDouble(step.clipNorm() / norm) : 1;
        }
        if (p.length < WORTH_DIVIDING) {
            updatePart(0, 1);
        } else {
            team.run(updatePhase);
        }
    }

    private void updatePart(int part, int parts) {
        for (ParameterBlock block : blocks) {
            int from = block.offset() + Team.first(block.size(), 16, part, parts);
            int to = block.offset() + Team.first(block.size(), 16, part + 1, parts);
            if (scaleOfGradient < 1) {
                for (int i = from; i < to; i++) {
                    g[i] *= scaleOfGradient;
                }
            }
            if (block.kind() == Kind.WEIGHTS) {
                weights(from, to);
            } else {
                biases(from, to);
            }
        }
    }

    @Override
    public void weights(int from, int to) {
        if (step.weightDecay() > 0) {
            Updates.decay(p, Rounding.toDouble(1 - rate * step.weightDecay()), from, to);
        }
        biases(from, to);
    }

    @Override
    public void biases(int from, int to) {
        clipValues(from, to);
        Updates.apply(step.rule(), rate, p, g, arrays, scalars, from, to);
        if (!step.constrainsNorms()) {
            average(from, to);
        }
    }

    private void clipValues(int from, int to) {
        if (step.clipValue() < Double.POSITIVE_INFINITY) {
            Updates.clip(g, Rounding.toDouble(step.clipValue()), from, to);
        }
    }

    private void average(int from, int to) {
        if (step.averages()) {
            Updates.average(arrays[arrays.length - 1], p, decayOfAverages, from, to);
        }
    }

    /// Scales each column w of W with ‖w‖ above c to the norm c. N. Srivastava et al., "Dropout: a simple way to
    /// prevent neural networks from overfitting", JMLR 15 (2014), section 5.1.
    private void constrainNorms(ParameterBlock block) {
        int units = block.columns();
        java.util.Arrays.fill(squares, 0, units, 0);
        for (int i = block.offset(); i < block.offset() + block.size(); i += units) {
            for (int j = 0; j < units; j++) {
                squares[j] = Math.fma(p[i + j], p[i + j], squares[j]);
            }
        }
        double c = Rounding.toDouble(step.maxNorm());
        for (int j = 0; j < units; j++) {
            double norm = Rounding.sqrt(squares[j]);
            squares[j] = norm > c ? c / norm : 1;
        }
        for (int i = block.offset(); i < block.offset() + block.size(); i += units) {
            for (int j = 0; j < units; j++) {
                p[i + j] *= squares[j];
            }
        }
    }
}
