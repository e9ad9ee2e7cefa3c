package io.gradus.model;

import io.gradus.data.Dataset;
import io.gradus.gradient.GradientMethod;
import io.gradus.layer.Activation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Initializer;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import io.gradus.math.CounterRandom;
import io.gradus.math.CounterRandom.Purpose;
import io.gradus.network.Network;
import io.gradus.train.Optimizer;
import io.gradus.train.StepTimer;
import io.gradus.train.TrainingSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/// How the time of a training step grows with the number of parameters, by backpropagation and by numerical
/// differentiation in whole and in restarted forward passes.
///
/// The networks are n-n-n sigmoid networks with 2n² + 2n parameters, trained at batch size 1 by gradient descent, as
/// the notebook's 2-2-2. A step of backpropagation costs about as much as the parameters are many; one of numerical
/// differentiation that times twice the number of parameters. Restarted, it takes a quarter of the multiply-adds, and
/// takes them as products of matrices, which are faster: the same law with a smaller factor.
public final class ScalingStudy {
    private static final int[] WIDTHS = {2, 4, 7, 13, 22, 40, 70, 125, 224};
    private static final int ROWS = 8;
    private static final double WARM_UP_SECONDS = 0.2;
    private static final double ROUND_SECONDS = 0.02;
    private static final int ROUNDS = 3;

    /// Times of one network.
    ///
    /// @param sizes such as `2-2-2`
    /// @param parameters how many it has
    /// @param backpropagation seconds a step
    /// @param numericalDifferentiation seconds a step, in whole forward passes
    /// @param restartedDifferentiation seconds a step, in forward passes that restart at the parameter's layer
    public record Point(
            String sizes,
            int parameters,
            double backpropagation,
            double numericalDifferentiation,
            double restartedDifferentiation) {}

    private ScalingStudy() {}

    /// Number of networks that [#run] measures.
    public static int points() {
        return WIDTHS.length;
    }

    /// Measures networks of 12 to 100,800 parameters, warm. Takes some ten seconds, nearly all of it the last network.
    ///
    /// @param h step of the central difference
    /// @param progress hears how many networks are done
    public static List<Point> run(double h, IntConsumer progress) {
        return run(WIDTHS, h, progress);
    }

    static List<Point> run(int[] widths, double h, IntConsumer progress) {
        List<Point> points = new ArrayList<>();
        for (int width : widths) {
            points.add(measure(width, h));
            progress.accept(points.size());
        }
        return points;
    }

    private static Point measure(int n, double h) {
        Architecture architecture =
                Architecture.of(n, Layer.dense(n, Activation.sigmoid()), Layer.dense(n, Activation.sigmoid()));
        Network network = Network.initialized(architecture, Initializer.standardNormal(), 42);
        CounterRandom random = new CounterRandom(42);
        double[] x = new double[ROWS * n];
        double[] t = new double[ROWS * n];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.normal(Purpose.SYNTHETIC_DATA, 0, 0, i);
            t[i] = random.uniform(Purpose.SYNTHETIC_DATA, 1, 0, i);
        }
        Dataset data = Dataset.of(ROWS, n, n, x, t);
        TrainingSettings settings = TrainingSettings.of(Loss.mse())
                .withOptimizer(Optimizer.sgd(1e-3))
                .withBatchSize(1)
                .withShuffle(false);
        double exact = seconds(new StepTimer(settings, network, data));
        GradientMethod whole = GradientMethod.numericalDifferentiation(h);
        GradientMethod restarted = GradientMethod.restartedDifferentiation(h);
        return new Point(
                architecture.sizes(),
                architecture.parameterCount(),
                exact,
                seconds(new StepTimer(settings.withMethod(whole), network, data)),
                seconds(new StepTimer(settings.withMethod(restarted), network, data)));
    }

    /// Median of some rounds; a single step, the second, where one takes longer than all rounds should. The first may
    /// take so long just because the JIT has yet to compile it.
    private static double seconds(StepTimer timer) {
        double single = timer.secondsPerStep(1);
        if (single > ROUNDS * WARM_UP_SECONDS) {
            single = timer.secondsPerStep(1);
        }
        if (single > ROUNDS * WARM_UP_SECONDS) {
            return single;
        }
        timer.warmUp(WARM_UP_SECONDS);
        long steps = Math.max(1, (long) (ROUND_SECONDS / timer.secondsPerStep(1)));
        double[] rounds = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            rounds[round] = timer.secondsPerStep(steps);
        }
        Arrays.sort(rounds);
        return rounds[ROUNDS / 2];
    }
}
