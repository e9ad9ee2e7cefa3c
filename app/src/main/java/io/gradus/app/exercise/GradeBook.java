package io.gradus.app.exercise;

import io.gradus.InputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/// Grades a folder of submissions. The same folder gives the same grades in the same order.
public final class GradeBook {
    /// Submissions judged at a time.
    private static final int AT_A_TIME = 2;

    private GradeBook() {}

    /// How many submissions a folder holds.
    public static int count(Path folder) {
        return Submission.in(folder).size();
    }

    /// Grades all submissions of a folder. Whatever is wrong with one stays with it.
    ///
    /// @param done called after each, in order
    /// @param stop asked before each whether to stop
    /// @return one a submission, by student and file; fewer if it was stopped
    public static List<Grade> of(Path folder, Limits limits, Runnable done, BooleanSupplier stop) {
        List<Submission> submissions = Submission.in(folder);
        List<Grade> grades = new ArrayList<>();
        // One checker, and so one compiler, for every thread.
        try (ExerciseCheck first = new ExerciseCheck(limits);
                ExerciseCheck second = new ExerciseCheck(limits);
                ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME)) {
            List<Future<Grade>> pair = new ArrayList<>();
            for (int i = 0; i < submissions.size() && !stop.getAsBoolean(); i += AT_A_TIME) {
                pair.clear();
                pair.add(threads.submit(grading(first, submissions.get(i))));
                if (i + 1 < submissions.size()) {
                    pair.add(threads.submit(grading(second, submissions.get(i + 1))));
                }
                for (Future<Grade> grade : pair) {
                    grades.add(grade.get());
                    done.run();
                }
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("grading", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return List.copyOf(grades);
    }

    private static Callable<Grade> grading(ExerciseCheck check, Submission submission) {
        return () -> grade(check, submission);
    }

    private static Grade grade(ExerciseCheck check, Submission submission) {
        try {
            return new Grade(submission.student(), submission.name(), check.check(submission.path()), "");
        } catch (InputException e) {
            return Grade.refused(submission, e);
        }
    }
}
