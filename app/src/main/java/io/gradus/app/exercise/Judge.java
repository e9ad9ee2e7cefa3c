package io.gradus.app.exercise;

import io.gradus.app.exercise.Part.Outcome;
import io.gradus.diagnosis.Diagnosis;
import io.gradus.diagnosis.Finding;
import io.gradus.diagnosis.MistakeKind;
import io.gradus.gradient.BlockCheck;
import io.gradus.gradient.GradientCheck;
import io.gradus.gradient.GradientReport;
import io.gradus.gradient.Verdict;
import io.gradus.layer.ParameterBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Turns the numbers that an exercise gave into a judgement.
final class Judge {
    /// Points for a block of the gradient that is right for all numbers; one that is wrong only because of an earlier
    /// mistake gets [#CONSEQUENCE_POINTS].
    static final int BLOCK_POINTS = 2;

    static final int CONSEQUENCE_POINTS = 1;

    private final Assignment assignment;
    private final List<Case> cases;
    private final List<Job> updates;
    private final Answers answers;

    private final List<Part> parts = new ArrayList<>();
    private final TreeSet<Integer> blanks = new TreeSet<>();
    private String caseName = "";
    private @Nullable Diagnosis diagnosis;

    Judge(Assignment assignment, List<Case> cases, List<Job> updates, Answers answers) {
        this.assignment = assignment;
        this.cases = cases;
        this.updates = updates;
        this.answers = answers;
    }

    Judgement judge() {
        for (Answer answer : answers.answers()) {
            for (int step : answer.blanks()) {
                blanks.add(step);
            }
        }
        if (!cases.isEmpty()) {
            judgeGradients();
        }
        if (!updates.isEmpty()) {
            List<Answer> given = new ArrayList<>();
            for (int i = 0; i < updates.size(); i++) {
                given.add(answer(cases.size() + i));
            }
            parts.addAll(UpdateJudge.judge(assignment, updates, given));
        }
        String problem = "";
        int line = 0;
        for (int i = 0; i < answers.answers().size() && problem.isEmpty(); i++) {
            Answer answer = answers.answers().get(i);
            problem = answer.hasNumbers() ? answer.complaint() : answer.problem();
            line = answer.line();
            if (!answer.hasNumbers() && i > 0 && i < cases.size()) {
                problem += " (with " + cases.get(i).name() + ")";
            }
        }
        return new Judgement(
                assignment, parts, List.copyOf(blanks), problem, line, caseName, diagnosis, answers.printed());
    }

    /// The answer to a job; the last one, which tells of a failure, where the run was broken off before.
    private Answer answer(int job) {
        return answers.answers().get(Math.min(job, answers.answers().size() - 1));
    }

    private void judgeGradients() {
        List<ParameterBlock> blocks =
                cases.getFirst().situation().architecture().blocks();
        Outcome[] outcomes = new Outcome[blocks.size()];
        boolean complete = true;
        boolean failed = false;
        for (int c = 0; c < cases.size(); c++) {
            Answer answer = answer(c);
            if (!answer.hasNumbers()) {
                complete = false;
                continue;
            }
            Case one = cases.get(c);
            GradientReport report = GradientCheck.check(
                    answer.numbers(),
                    one.situation().objective(),
                    one.situation().parameters(),
                    one.situation().batch());
            boolean fails = false;
            for (int b = 0; b < outcomes.length; b++) {
                Outcome outcome = outcome(report.blocks().get(b), answer);
                outcomes[b] = outcomes[b] == null || worse(outcome, outcomes[b]) ? outcome : outcomes[b];
                fails |= outcome == Outcome.FAIL;
            }
            if (diagnosis == null || (fails && !failed)) {
                diagnosis = Diagnosis.of(one.situation(), answer.numbers());
                caseName = one.name();
                failed = fails;
            }
        }
        for (int b = 0; b < outcomes.length; b++) {
            Outcome outcome =
                    outcomes[b] == null || (!complete && outcomes[b] == Outcome.PASS) ? Outcome.NOT_RUN : outcomes[b];
            String name = cases.getFirst().situation().name(blocks.get(b));
            parts.add(part(name, outcome, b));
        }
    }

    private Part part(String name, Outcome outcome, int block) {
        Finding finding = outcome != Outcome.FAIL || diagnosis == null
                ? null
                : diagnosis.findings().get(block).orElse(null);
        boolean consequence = finding != null && finding.kind() == MistakeKind.CONSEQUENCE;
        int points = outcome == Outcome.PASS ? BLOCK_POINTS : consequence ? CONSEQUENCE_POINTS : 0;
        return new Part(name, outcome, points, BLOCK_POINTS, finding == null ? "" : finding.message());
    }

    /// A block is blank, not wrong, if blanks were reached and it is all zeros or holds a NaN, which is what a blank gives.
    private static Outcome outcome(BlockCheck check, Answer answer) {
        if (check.verdict() == Verdict.FAIL && answer.blanks().length > 0) {
            boolean zeros = true;
            boolean nan = false;
            for (int i = 0; i < check.of(); i++) {
                zeros &= check.analytic(i) == 0;
                nan |= Double.isNaN(check.analytic(i));
            }
            if (zeros || nan) {
                return Outcome.BLANK;
            }
        }
        return switch (check.verdict()) {
            case PASS -> Outcome.PASS;
            case FAIL -> Outcome.FAIL;
            case INCONCLUSIVE -> Outcome.INCONCLUSIVE;
        };
    }

    private static boolean worse(Outcome a, Outcome b) {
        return rank(a) > rank(b);
    }

    private static int rank(Outcome outcome) {
        return switch (outcome) {
            case PASS -> 0;
            case INCONCLUSIVE -> 1;
            case NOT_RUN -> 2;
            case FAIL -> 3;
            case BLANK -> 4;
        };
    }
}
