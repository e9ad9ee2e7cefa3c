package io.gradus.engine;

import io.gradus.layer.Architecture;
import io.gradus.layer.Loss;
import io.gradus.layer.ParameterBlock;
import io.gradus.math.Axpy;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The penalised mean squared error of all rows as a sum of squares, and what its linearised residuals come to.
///
/// Legend: N rows, O outputs, P parameters, λ the penalty; r = y - t, the N·O residuals, ω how often a row counts; J = ∂r / ∂p [N·O × P]. The loss is
///
/// L(p) = 1/(N·O)·Σ ω·r² + (λ/2)·Σ w² = 1/(N·O)·(Σ ω·r² + κ·Σ w²), κ = N·O·λ/2,
///
/// so a row counts as √ω·r, which makes JᵀωJ and Jᵀωr of JᵀJ and Jᵀr, and the penalty is one more residual √κ·w for each weight: it adds κ·w to Jᵀr and κ to the diagonal of JᵀJ.
///
/// J comes from backpropagation: for each output one backward pass with ∂y/∂y = 1 gives δ = ∂y / ∂z of all layers for all
/// rows, and a row's derivatives are x_i·δ_o for the weights and δ_o for the biases (M. T. Hagan, M. B. Menhaj, IEEE
/// Transactions on Neural Networks 5 (1994) 989-993). J itself is never kept: its rows are added up as they come, a sum
/// begins at 0 and goes on output by output, row by row, by one fma each. So the bits do not depend on the threads, which
/// divide the rows of JᵀJ.
///
/// Time N·O·P²/2 fma, memory P²/2 numbers of the caller's. In double only: JᵀJ has the square of J's condition. Not
/// thread-safe; no call allocates.
public final class GaussNewton {
    /// Rows of J at a time.
    private static final int CHUNK = 32;
    /// With fewer fma a chunk than this the calling thread works alone.
    private static final long WORTH_DIVIDING = 1_000_000;

    private final PenalisedLoss loss;
    private final Propagation propagation;
    private final DensePass outputLayer;
    private final ParameterBlock[] penalised;
    private final double @Nullable [] weights;
    private final Team team;
    private final double[] x;
    private final double[] t;
    private final int rows;
    private final int outputs;
    private final double kappa;
    private final Pass pass = new Pass(0).training(0);
    private final double[][] jacobian;
    private final double[] residuals = new double[CHUNK];
    private final double[] omega = new double[CHUNK];
    private final Team.Phase derivativePhase = this::derivativePart;
    private final Team.Phase sumPhase = this::sumPart;
    private double[] jtr = {};
    private double[][] jtj = {};
    private int first;
    private int count;

    /// @param l2 λ
    /// @param x inputs [rows × in], kept by reference, not modified
    /// @param t targets [rows × out], kept by reference, not modified
    /// @param weights ω [rows], kept by reference, not modified; null: all 1
    public GaussNewton(
            Architecture architecture,
            double l2,
            int rows,
            Team team,
            double[] x,
            double[] t,
            double @Nullable [] weights) {
        loss = new PenalisedLoss(architecture, Loss.mse().name(), 0, l2, rows, team);
        loss.weigh(weights, 0);
        this.weights = weights;
        propagation = loss.propagation();
        outputLayer = (DensePass) propagation.layer(architecture.layers().size() - 1);
        penalised = architecture.blocks().stream()
                .filter(block -> block.kind() == ParameterBlock.Kind.WEIGHTS)
                .toArray(ParameterBlock[]::new);
        this.team = team;
        this.x = x;
        this.t = t;
        this.rows = rows;
        outputs = architecture.outputs();
        kappa = (double) rows * outputs * l2 / 2;
        jacobian = new double[CHUNK][architecture.parameterCount()];
    }

    /// 1/(N·O): L is this times the sum of squares.
    public double scale() {
        return 1.0 / ((double) rows * outputs);
    }

    /// L(p): one forward pass.
    ///
    /// @param p parameters in the flat order, not modified
    public double value(double[] p) {
        return loss.value(p, x, t, rows, pass);
    }

    /// L(p), Jᵀr and JᵀJ: one forward pass, one backward pass for each output.
    ///
    /// @param p parameters in the flat order, not modified
    /// @param jtr Jᵀr [P], overwritten
    /// @param jtj upper triangle of JᵀJ, laid out as in `Cholesky`, overwritten
    public double normalEquations(double[] p, double[] jtr, double[][] jtj) {
        this.jtr = jtr;
        this.jtj = jtj;
        Arrays.fill(jtr, 0);
        for (double[] row : jtj) {
            Arrays.fill(row, 0);
        }
        double value = loss.valueByPropagation(p, x, t, rows, pass);
        double[] y = outputLayer.outputs();
        for (int output = 0; output < outputs; output++) {
            propagation.backwardFromOutput(output);
            for (first = 0; first < rows; first += CHUNK) {
                count = Math.min(CHUNK, rows - first);
                for (int r = 0; r < count; r++) {
                    int i = (first + r) * outputs + output;
                    omega[r] = weights == null ? 1 : weights[first + r];
                    residuals[r] = omega[r] * (y[i] - t[i]);
                }
                run(derivativePhase);
                run(sumPhase);
            }
        }
        if (kappa > 0) {
            for (ParameterBlock block : penalised) {
                penalise(p, block);
            }
        }
        return value;
    }

    private void run(Team.Phase phase) {
        if ((long) count * jtr.length * jtr.length / 2 < WORTH_DIVIDING) {
            phase.run(0, 1);
        } else {
            team.run(phase);
        }
    }

    private void penalise(double[] p, ParameterBlock block) {
        for (int i = block.offset(); i < block.offset() + block.size(); i++) {
            jtr[i] = Math.fma(kappa, p[i], jtr[i]);
            jtj[i][0] += kappa;
        }
    }

    /// The first layer, counted from 1, whose outputs in the last pass are not all finite; 0 if there is none.
    public int firstNonFiniteLayer() {
        return loss.firstNonFiniteLayer(rows);
    }

    /// Some rows of J.
    private void derivativePart(int part, int parts) {
        for (int r = part; r < count; r += parts) {
            propagation.derivativesOfRow(first + r, jacobian[r]);
        }
    }

    /// Some rows of JᵀJ, every so many, as the first ones of a triangle are the longest.
    private void sumPart(int part, int parts) {
        for (int i = part; i < jtr.length; i += parts) {
            for (int r = 0; r < count; r++) {
                double[] row = jacobian[r];
                jtr[i] = Math.fma(row[i], residuals[r], jtr[i]);
                Axpy.axpy(omega[r] * row[i], row, i, jtj[i], 0, row.length - i);
            }
        }
    }
}
