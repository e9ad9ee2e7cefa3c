package io.gradus.app.exercise;

import io.gradus.data.Dataset;
import io.gradus.data.ExampleData;
import io.gradus.data.Preprocessing;
import io.gradus.data.Table;
import io.gradus.diagnosis.Situation;
import io.gradus.layer.Activation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// A set of numbers that gradients are computed from: for the learner's process a [Job], for the judge a [Situation].
///
/// The notebook's come first, then some drawn from fixed seeds, so that every check of a file says the same.
///
/// @param name such as `the notebook's numbers` or `a 3-4-2 network, 5 rows`
record Case(String name, Situation situation, Job job) {
    /// What the notebook took, for the mistakes that have it in the numbers.
    private static final double LEARNING_RATE = 1e-3;

    private static final double LAMBDA = 0.05;

    /// The cases of an exercise, in order.
    static List<Case> of(Assignment assignment) {
        List<Case> cases = new ArrayList<>();
        switch (assignment) {
            case NOTEBOOK -> {
                cases.add(notebook(assignment, 1));
                for (int seed = 1; seed <= 3; seed++) {
                    cases.add(drawn(assignment, seed, 1, 2, 2, 2));
                }
            }
            case THREE_LAYERS -> {
                cases.add(drawn(assignment, 1, 3, 2, 2, 2, 2));
                cases.add(drawn(assignment, 2, 4, 3, 3, 3, 3));
                cases.add(drawn(assignment, 3, 5, 2, 4, 3, 2));
            }
            case MOMENTUM -> {}
            default -> {
                cases.add(notebook(assignment, 8));
                cases.add(drawn(assignment, 1, 3, 2, 2, 2));
                cases.add(drawn(assignment, 2, 4, 3, 3, 3));
                cases.add(drawn(assignment, 3, 5, 3, 4, 2));
            }
        }
        return cases;
    }

    /// The first rows of the notebook's training part, with the weights that it started from.
    private static Case notebook(Assignment assignment, int rows) {
        Table points =
                ExampleData.notebook().select(IntStream.rangeClosed(1, rows).toArray());
        // Fitted on all points: a single row has but one label.
        Preprocessing preprocessing = Preprocessing.fit(
                ExampleData.notebook(), new Preprocessing.Settings(List.of("label"), false, false, 0.01));
        Dataset data = preprocessing.apply(points);
        double[] x = Arrays.copyOf(data.x(), 2 * rows);
        double[] t = Arrays.copyOf(data.t(), 2 * rows);
        if (isSoftmax(assignment)) {
            for (int i = 0; i < t.length; i++) {
                t[i] = Math.round(t[i]); // without smoothing: in float, 0.99 and 0.01 do not add up to 1
            }
        }
        String name = "the notebook's numbers, " + (rows == 1 ? "1 row" : rows + " rows");
        return of(name, assignment, new int[] {2, 2, 2}, ExampleData.notebookParameters(), x, t);
    }

    private static Case drawn(Assignment assignment, int seed, int rows, int... sizes) {
        Random random = new Random(seed);
        double[] p = uniform(random, FlatParameters.count(sizes), -1.5, 1.5);
        double[] x = uniform(random, rows * sizes[0], -1, 1);
        int outputs = sizes[sizes.length - 1];
        double[] t = uniform(random, rows * outputs, 0, 1);
        if (isSoftmax(assignment)) {
            Arrays.fill(t, 0);
            for (int r = 0; r < rows; r++) {
                t[r * outputs + random.nextInt(outputs)] = 1;
            }
        }
        String shape = String.join(
                "-", Arrays.stream(sizes).mapToObj(Integer::toString).toList());
        String name = "a %s network, %s".formatted(shape, rows == 1 ? "1 row" : rows + " rows");
        return of(name, assignment, sizes, p, x, t);
    }

    private static double[] uniform(Random random, int n, double least, double most) {
        double[] numbers = new double[n];
        for (int i = 0; i < n; i++) {
            numbers[i] = least + (most - least) * random.nextDouble();
        }
        return numbers;
    }

    private static Case of(String name, Assignment assignment, int[] sizes, double[] p, double[] x, double[] t) {
        List<Activation> activations = activations(assignment);
        Layer[] layers = new Layer[sizes.length - 1];
        for (int i = 0; i < layers.length; i++) {
            layers[i] = Layer.dense(sizes[i + 1], activations.get(i));
        }
        Loss loss = isSoftmax(assignment) ? Loss.categoricalCrossEntropy() : Loss.mse();
        double lambda = assignment == Assignment.PENALTY ? LAMBDA : 0;
        Situation situation = Situation.of(Architecture.of(sizes[0], layers), loss, p, x, t, x.length / sizes[0])
                .withL2(lambda)
                .withLearningRate(LEARNING_RATE)
                .withFirstNumber(2);
        return new Case(name, situation, Job.gradient(sizes, p, x, t, lambda));
    }

    private static boolean isSoftmax(Assignment assignment) {
        return activations(assignment).getLast().equals(Activation.softmax());
    }

    private static List<Activation> activations(Assignment assignment) {
        return switch (assignment) {
            case NOTEBOOK, BATCH, MOMENTUM -> List.of(Activation.sigmoid(), Activation.sigmoid());
            case SOFTMAX, PENALTY -> List.of(Activation.sigmoid(), Activation.softmax());
            case RELU -> List.of(Activation.relu(), Activation.softmax());
            case THREE_LAYERS -> List.of(Activation.tanh(), Activation.tanh(), Activation.softmax());
        };
    }

    /// Steps to take, for the exercises that have an update.
    static List<Job> updates(Assignment assignment) {
        if (!assignment.hasUpdate()) {
            return List.of();
        }
        List<Job> jobs = new ArrayList<>();
        int[][] shapes =
                assignment == Assignment.NOTEBOOK ? new int[][] {{2, 2, 2}} : new int[][] {{2, 2, 2}, {3, 4, 2}};
        for (int[] sizes : shapes) {
            Random random = new Random(jobs.size() + 1L);
            int n = FlatParameters.count(sizes);
            jobs.add(Job.update(
                    sizes,
                    uniform(random, n, -1.5, 1.5),
                    uniform(random, n, -1, 1),
                    uniform(random, n, -1, 1),
                    0.1,
                    0.9));
        }
        return jobs;
    }
}
