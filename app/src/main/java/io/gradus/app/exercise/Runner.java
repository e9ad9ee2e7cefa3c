package io.gradus.app.exercise;

import io.gradus.exercise.BatchExercise;
import io.gradus.exercise.Blank;
import io.gradus.exercise.Exercise;
import io.gradus.exercise.MomentumExercise;
import io.gradus.exercise.NotebookExercise;
import io.gradus.exercise.Parameters;
import io.gradus.exercise.PenaltyExercise;
import io.gradus.exercise.ReluExercise;
import io.gradus.exercise.SoftmaxExercise;
import io.gradus.exercise.ThreeLayersExercise;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Loads an exercise and makes the calls of a request, in the process that was started for it.
final class Runner {
    private static final int LONGEST_MESSAGE = 200;

    private final RunRequest request;
    private final LearnerClasses classes;

    Runner(RunRequest request) {
        this.request = request;
        classes = new LearnerClasses(request.classes());
    }

    /// Makes all calls. What the exercise throws becomes an answer.
    ///
    /// @param printed takes what the exercise prints
    Answers run(LimitedOutput printed) {
        List<Answer> answers = new ArrayList<>();
        try {
            Exercise exercise = construct();
            for (int i = 0; i < request.jobs().size(); i++) {
                answers.add(answer(exercise, request.jobs().get(i), i == 0));
            }
        } catch (Throwable e) { // whatever a stranger's constructor throws
            answers.add(problem(e));
        }
        return new Answers(answers, printed.text());
    }

    private Exercise construct() throws Throwable {
        Constructor<?> constructor;
        try {
            constructor = classes.loadClass(request.main()).getDeclaredConstructor();
        } catch (NoSuchMethodException e) {
            throw new FlatParameters.WrongShape(
                    "the class %s has no constructor without parameters".formatted(request.main()));
        }
        constructor.setAccessible(true);
        try {
            return (Exercise) constructor.newInstance();
        } catch (InvocationTargetException e) {
            throw cause(e);
        }
    }

    private static Throwable cause(Throwable e) {
        Throwable cause = e.getCause();
        return cause == null ? e : cause;
    }

    /// Makes one call.
    ///
    /// @param twice whether to ask a second time and compare
    private Answer answer(Exercise exercise, Job job, boolean twice) {
        Blank.takeReached(); // those of a call that threw
        try {
            Answer first = job.isUpdate() ? update(exercise, job) : gradient(exercise, job);
            if (twice && first.complaint().isEmpty()) {
                Answer second = job.isUpdate() ? update(exercise, job) : gradient(exercise, job);
                if (!Arrays.equals(first.numbers(), second.numbers())) {
                    return Answer.of(
                            first.numbers(),
                            first.velocity(),
                            first.blanks(),
                            "gives other numbers when it is called a second time with the same: "
                                    + "is something kept in a field?");
                }
            }
            return first;
        } catch (Throwable e) { // whatever a stranger's method throws, StackOverflowError and OutOfMemoryError included
            return problem(e);
        }
    }

    private static Answer gradient(Exercise exercise, Job job) throws FlatParameters.WrongShape {
        Parameters p = FlatParameters.of(job.sizes(), job.p());
        Parameters g = new Parameters(job.sizes());
        double[][] x = rows(job.x(), job.rows());
        double[][] t = rows(job.t(), job.rows());
        switch (exercise) {
            case NotebookExercise one -> one.backward(x[0], t[0], p, g);
            case BatchExercise one -> one.backward(x, t, p, g);
            case SoftmaxExercise one -> one.backward(x, t, p, g);
            case ReluExercise one -> one.backward(x, t, p, g);
            case PenaltyExercise one -> one.backward(x, t, job.lambda(), p, g);
            case ThreeLayersExercise one -> one.backward(x, t, p, g);
            case MomentumExercise _ -> throw new IllegalStateException("momentum has no gradient");
        }
        String complaint = "";
        if (!FlatParameters.isUnchanged(p, job.sizes(), job.p())) {
            complaint = "backward changes p, the parameters: a step is taken only when the whole gradient is there";
        } else if (!Arrays.deepEquals(x, rows(job.x(), job.rows()))
                || !Arrays.deepEquals(t, rows(job.t(), job.rows()))) {
            complaint = "backward changes x or t, which are not its to change";
        }
        double[] numbers = FlatParameters.flatten(g, job.sizes(), "g");
        return Answer.of(numbers, new double[0], Blank.takeReached(), complaint);
    }

    private static Answer update(Exercise exercise, Job job) throws FlatParameters.WrongShape {
        Parameters p = FlatParameters.of(job.sizes(), job.p());
        Parameters g = FlatParameters.of(job.sizes(), job.g());
        double[] velocity = new double[0];
        switch (exercise) {
            case NotebookExercise one -> one.update(p, g, job.learningRate());
            case MomentumExercise one -> {
                Parameters v = FlatParameters.of(job.sizes(), job.v());
                one.update(p, g, v, job.learningRate(), job.momentum());
                velocity = FlatParameters.flatten(v, job.sizes(), "v");
            }
            default -> throw new IllegalStateException("an exercise without an update");
        }
        boolean changed = !FlatParameters.isUnchanged(g, job.sizes(), job.g());
        return Answer.of(
                FlatParameters.flatten(p, job.sizes(), "p"),
                velocity,
                Blank.takeReached(),
                changed ? "update changes g, the gradient, which is not its to change" : "");
    }

    private static double[][] rows(double[] flat, int rows) {
        int width = flat.length / rows;
        double[][] matrix = new double[rows][];
        for (int r = 0; r < rows; r++) {
            matrix[r] = Arrays.copyOfRange(flat, r * width, (r + 1) * width);
        }
        return matrix;
    }

    private Answer problem(Throwable thrown) {
        Throwable e = thrown instanceof ExceptionInInitializerError ? cause(thrown) : thrown;
        int line = 0;
        String text;
        try {
            line = classes.lineOf(e.getStackTrace());
            text = text(e);
        } catch (Throwable again) { // an exception class of the learner's own, whose methods throw
            text = "threw something that cannot be described";
        }
        return Answer.failed(text, line);
    }

    private static String text(Throwable e) {
        if (e instanceof FlatParameters.WrongShape) {
            return String.valueOf(e.getMessage());
        }
        if (e instanceof OutOfMemoryError) {
            return "ran out of memory";
        }
        if (e instanceof StackOverflowError) {
            return "StackOverflowError: a method calls itself without end";
        }
        String message = e.getMessage();
        String text = e.getClass().getName().replaceFirst("^java\\.(lang|util)\\.", "")
                + (message == null ? "" : ": " + message);
        return text.length() > LONGEST_MESSAGE ? text.substring(0, LONGEST_MESSAGE) + "…" : text;
    }
}
