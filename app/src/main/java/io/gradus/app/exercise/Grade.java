package io.gradus.app.exercise;

import io.gradus.InputException;
import io.gradus.app.exercise.Part.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one submission got.
///
/// @param student the name of its folder, "" for none
/// @param file its name
/// @param judgement null if it could not be judged
/// @param fault why it could not; "" if it could
public record Grade(String student, String file, @Nullable Judgement judgement, String fault) {

    /// A submission that could not be judged: the fault, its place named without the folder.
    static Grade refused(Submission submission, InputException fault) {
        String where = fault.where();
        int colon = where.lastIndexOf(':');
        String line = colon >= 0 && where.substring(colon + 1).matches("\\d+") ? where.substring(colon) : "";
        return new Grade(submission.student(), submission.name(), null, submission.name() + line + ": " + fault.what());
    }

    public int points() {
        return judgement == null ? 0 : judgement.points();
    }

    /// The most points for its exercise; 0 if nobody can tell which it is.
    public int of() {
        return judgement == null ? 0 : judgement.of();
    }

    /// `pass`, `fail`, `inconclusive`, `blank`, or `refused` for a file that could not be judged.
    public String verdict() {
        return judgement == null
                ? "refused"
                : judgement.isUntouched() ? "blank" : judgement.verdict().word();
    }

    /// Points for parts whose names begin with a word, or do not.
    int points(boolean update) {
        return judgement == null
                ? 0
                : judgement.parts().stream()
                        .filter(part -> update == isUpdate(part))
                        .mapToInt(Part::points)
                        .sum();
    }

    private boolean isUpdate(Part part) {
        return part.name().contains(" ")
                || part.name().equals("p")
                || part.name().equals("v");
    }

    /// What is wrong, in a sentence or a few; "" if nothing is.
    public String diagnosis() {
        if (judgement == null) {
            return fault;
        }
        List<String> sentences = new ArrayList<>();
        String problem = ExerciseText.problem(judgement, file);
        if (!problem.isEmpty()) {
            sentences.add(problem + ".");
        }
        if (!judgement.blanks().isEmpty()) {
            sentences.add(ExerciseText.blanks(judgement.blanks()));
        }
        for (Part part : judgement.parts()) {
            String update = part.name().contains(" ") ? "" : part.name() + ": ";
            if (!part.message().isEmpty()) {
                sentences.add(update + part.message());
            } else if (part.outcome() == Outcome.INCONCLUSIVE) {
                sentences.add(update + "inconclusive.");
            }
        }
        return String.join(" ", sentences);
    }
}
