package io.gradus.app.exercise;

import io.gradus.app.exercise.Part.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Judges a step by its formula: where the parameters should be after it, and where they are.
final class UpdateJudge {
    static final int BLOCK_POINTS = 1;
    static final int MOMENTUM_POINTS = 4;

    /// A few roundings of numbers around 1.
    private static final double TOLERANCE = 1e-12;

    private UpdateJudge() {}

    /// The parts that the update of an exercise is judged by.
    ///
    /// @param answers one for each job
    static List<Part> judge(Assignment assignment, List<Job> jobs, List<Answer> answers) {
        return assignment == Assignment.MOMENTUM
                ? momentum(jobs, answers)
                : descent(jobs.getFirst(), answers.getFirst());
    }

    /// p ← p - η·g, block by block.
    private static List<Part> descent(Job job, Answer answer) {
        List<Part> parts = new ArrayList<>();
        int from = 0;
        for (int layer = 2; layer <= job.sizes().length; layer++) {
            int columns = job.sizes()[layer - 1];
            int weights = job.sizes()[layer - 2] * columns;
            parts.add(descent(job, answer, "W" + layer, from, weights));
            parts.add(descent(job, answer, "b" + layer, from + weights, columns));
            from += weights + columns;
        }
        return parts;
    }

    private static Part descent(Job job, Answer answer, String name, int from, int n) {
        String part = "update " + name;
        if (!answer.hasNumbers()) {
            return new Part(part, Outcome.NOT_RUN, 0, BLOCK_POINTS, "");
        }
        double[] before = Arrays.copyOfRange(job.p(), from, from + n);
        double[] step = new double[n];
        for (int i = 0; i < n; i++) {
            step[i] = -job.learningRate() * job.g()[from + i];
        }
        double[] after = Arrays.copyOfRange(answer.numbers(), from, from + n);
        return part(part, "p." + name, before, step, after, answer.blanks().length > 0, BLOCK_POINTS, job);
    }

    /// v ← μ·v + g, then p ← p - η·v with the v that the exercise has.
    private static List<Part> momentum(List<Job> jobs, List<Answer> answers) {
        List<Part> velocities = new ArrayList<>();
        List<Part> positions = new ArrayList<>();
        for (int j = 0; j < jobs.size(); j++) {
            Job job = jobs.get(j);
            Answer answer = answers.get(j);
            if (!answer.hasNumbers()) {
                velocities.add(new Part("v", Outcome.NOT_RUN, 0, MOMENTUM_POINTS, ""));
                positions.add(new Part("p", Outcome.NOT_RUN, 0, MOMENTUM_POINTS, ""));
                continue;
            }
            int n = job.p().length;
            double[] change = new double[n];
            double[] step = new double[n];
            for (int i = 0; i < n; i++) {
                change[i] = job.momentum() * job.v()[i] + job.g()[i] - job.v()[i];
                step[i] = -job.learningRate() * answer.velocity()[i];
            }
            boolean blanks = answer.blanks().length > 0;
            velocities.add(part("v", "v", job.v(), change, answer.velocity(), blanks, MOMENTUM_POINTS, job));
            positions.add(part("p", "p", job.p(), step, answer.numbers(), blanks, MOMENTUM_POINTS, job));
        }
        return List.of(first(velocities), first(positions));
    }

    /// The first that does not pass, else the first.
    private static Part first(List<Part> parts) {
        return parts.stream()
                .filter(part -> part.outcome() != Outcome.PASS)
                .findFirst()
                .orElse(parts.getFirst());
    }

    private static Part part(
            String part,
            String name,
            double[] before,
            double[] step,
            double[] after,
            boolean blanks,
            int points,
            Job job) {
        boolean nan = Arrays.stream(after).anyMatch(Double::isNaN)
                || Arrays.stream(step).anyMatch(Double::isNaN);
        if (nan && blanks) {
            return new Part(part, Outcome.BLANK, 0, points, "");
        }
        double along = 0;
        double length = 0;
        for (int i = 0; i < step.length; i++) {
            along += (after[i] - before[i]) * step[i];
            length += step[i] * step[i];
        }
        double factor = along / length;
        if (isOff(1, before, step, after)) {
            return new Part(
                    part, Outcome.FAIL, 0, points, message(name, factor, before, step, after, job.learningRate()));
        }
        return new Part(part, Outcome.PASS, points, points, "");
    }

    private static String message(
            String name, double factor, double[] before, double[] step, double[] after, double learningRate) {
        if (Arrays.equals(before, after)) {
            return name + " does not change.";
        }
        if (!Double.isFinite(factor) || isOff(factor, before, step, after)) {
            return name + " does not change as the formula says.";
        }
        if (Math.abs(factor + 1) < TOLERANCE) {
            return name + " moves the wrong way: the sign of its step is flipped.";
        }
        if (Math.abs(factor * learningRate - 1) < TOLERANCE) {
            return name + " moves by the whole gradient: its step was not multiplied by η.";
        }
        return String.format(Locale.ROOT, "%s moves %.4g times as far as it should.", name, factor);
    }

    private static boolean isOff(double factor, double[] before, double[] step, double[] after) {
        boolean off = false;
        for (int i = 0; i < step.length; i++) {
            double scale = 1 + Math.abs(before[i]) + Math.abs(factor * step[i]);
            off |= !(Math.abs(before[i] + factor * step[i] - after[i]) <= TOLERANCE * scale);
        }
        return off;
    }
}
