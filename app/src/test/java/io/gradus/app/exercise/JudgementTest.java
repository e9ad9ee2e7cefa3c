package io.gradus.app.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.app.exercise.Part.Outcome;
import io.gradus.gradient.Verdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Right, blank and wrong exercises, and what is said of them.
class JudgementTest {
    private static final ExerciseCheck CHECK = new ExerciseCheck(Limits.standard());

    @TempDir
    private Path folder;

    @AfterAll
    static void close() {
        CHECK.close();
    }

    private Judgement judge(String source) {
        return CHECK.check(Written.write(folder, "Mine.java", source));
    }

    private static List<String> wrong(Judgement judgement) {
        return judgement.parts().stream()
                .filter(part -> part.outcome() != Outcome.PASS)
                .map(part -> part.name() + " " + part.outcome().word())
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void theSolutionPassesWithAllPoints(Assignment assignment) {
        Judgement judgement = judge(assignment.solution());
        assertThat(judgement.problem()).isEmpty();
        assertThat(wrong(judgement)).isEmpty();
        assertThat(judgement.verdict()).isEqualTo(Verdict.PASS);
        assertThat(judgement.points()).isEqualTo(judgement.of());
        assertThat(judgement.assignment()).isEqualTo(assignment);
        assertThat(assignment.solution()).doesNotContainPattern("= blank\\(\\d|^ *blank|//[-=+]|import static");
    }

    @ParameterizedTest
    @EnumSource
    void theFileThatALearnerGetsIsBlankAndGetsNoPoints(Assignment assignment) {
        Judgement judgement = judge(assignment.starter());
        assertThat(judgement.problem()).isEmpty();
        assertThat(judgement.parts())
                .allSatisfy(part -> assertThat(part.outcome()).isEqualTo(Outcome.BLANK));
        assertThat(judgement.blanks())
                .isEqualTo(assignment.steps().stream().map(Step::number).toList());
        assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(judgement.points()).isZero();
    }

    @Test
    void aHalfFilledFileIsJudgedWhereItIsFilled() {
        String half = Assignment.NOTEBOOK
                .starter()
                .replace("delta3[j] = blank(1)", "delta3[j] = (y[j] - t[j]) * y[j] * (1 - y[j])");
        Judgement judgement = judge(half);
        assertThat(wrong(judgement))
                .doesNotContain("b3 pass")
                .contains("W3 blank")
                .hasSize(7);
        assertThat(judgement.points()).isEqualTo(1 + 1 + 2);
        assertThat(ExerciseText.lines(judgement, "Mine.java", 1)).contains("Steps 2, 3, 4 and 5 are still blank.");
    }

    @Test
    void aFileWithOneStepFilledInWronglyIsNotUntouched() {
        Judgement judgement = judge(Assignment.NOTEBOOK.starter().replace("delta3[j] = blank(1)", "delta3[j] = y[j]"));
        assertThat(judgement.isUntouched()).isFalse();
        assertThat(judgement.points()).isEqualTo(1 + 1);
    }

    /// What the notebook's backpropagation did: two inner products, and W3 as it is after its update.
    @Test
    void theNotebooksOwnGradientFails() {
        String source = Assignment.NOTEBOOK
                .solution()
                .replace("g.W3[i][j] = a2[i] * delta3[j];", "g.W3[i][j] = a2[0] * delta3[0] + a2[1] * delta3[1];")
                .replace(
                        "p.W3[i][0] * delta3[0] + p.W3[i][1] * delta3[1];",
                        "(p.W3[i][0] - 1e-3 * g.W3[i][0]) * delta3[0] + (p.W3[i][1] - 1e-3 * g.W3[i][1]) * delta3[1];")
                .replace("g.W2[i][j] = x[i] * delta2[j];", "g.W2[i][j] = x[0] * delta2[0] + x[1] * delta2[1];");
        Judgement judgement = judge(source);
        assertThat(wrong(judgement)).containsExactly("W2 fail", "b2 fail", "W3 fail");
        assertThat(judgement.caseName()).isEqualTo("the notebook's numbers, 1 row");
        assertThat(Hints.of(judgement, 2))
                .containsExactly(
                        "look at step 2: g.W3 = ∂E/∂W3, the outer product of a2 and δ3. [2 × 2]",
                        "    ∂E/∂W3ᵢⱼ = a2ᵢ · δ3ⱼ");
        // The numbers of shared/notebook: right -0.093965 at [1][0], the notebook's 0.041450.
        assertThat(Hints.of(judgement, 3).getLast())
                .isEqualTo("With the notebook's numbers, 1 row, g.W3[1][0] should be -0.0939652; yours is 0.0414499.");
    }

    @Test
    void theNotebooksSignInTheUpdateOfB2IsNamed() {
        Judgement judgement = judge(Written.replaced(
                Assignment.NOTEBOOK, "p.b2[j] - learningRate * g.b2[j]", "p.b2[j] - -learningRate * g.b2[j]"));
        assertThat(wrong(judgement)).containsExactly("update b2 fail");
        assertThat(judgement.parts().get(5).message())
                .isEqualTo("p.b2 moves the wrong way: the sign of its step is flipped.");
        assertThat(judgement.points()).isEqualTo(13);
        assertThat(judgement.of()).isEqualTo(14);
        assertThat(Hints.of(judgement, 2).getLast()).isEqualTo("    w ← w - η · ∂E/∂w");
    }

    @Test
    void otherWrongUpdatesAreNamed() {
        Judgement judgement = judge(Assignment.NOTEBOOK
                .solution()
                .replace("p.b2[j] - learningRate * g.b2[j]", "p.b2[j]")
                .replace("p.b3[j] - learningRate * g.b3[j]", "p.b3[j] - 2 * learningRate * g.b3[j]")
                .replace("p.W2[i][j] - learningRate * g.W2[i][j]", "p.W2[i][j] - g.W2[j][i]"));
        assertThat(judgement.parts().stream().map(Part::message).filter(text -> !text.isEmpty()))
                .containsExactly(
                        "p.W2 does not change as the formula says.",
                        "p.b2 does not change.",
                        "p.b3 moves 2.000 times as far as it should.");
    }

    @Test
    void momentumIsJudgedByVelocityAndStepApart() {
        Judgement ascent =
                judge(Written.replaced(Assignment.MOMENTUM, "momentum * v[i] + g[i]", "momentum * v[i] - g[i]"));
        assertThat(wrong(ascent)).containsExactly("v fail");
        assertThat(Hints.of(ascent, 2).getLast()).isEqualTo("    v ← μ · v + g");
        Judgement stale = judge(Written.replaced(Assignment.MOMENTUM, "learningRate * v[i]", "learningRate * g[i]"));
        assertThat(wrong(stale)).containsExactly("p fail");
    }

    @Test
    void aForgottenSumOrPenaltyOrKinkFails() {
        assertThat(wrong(judge(Written.replaced(Assignment.BATCH, "sum += delta3[r][j];", "sum = delta3[r][j];"))))
                .containsExactly("b3 fail");
        assertThat(wrong(judge(Written.replaced(Assignment.PENALTY, " + lambda * p.W2[i][j]", ""))))
                .containsExactly("W2 fail");
        assertThat(wrong(judge(Written.replaced(Assignment.RELU, "z2[r][i] > 0 ? back : 0", "back"))))
                .containsExactly("W2 fail", "b2 fail");
        Judgement penalty = judge(Written.replaced(Assignment.PENALTY, "/ rows", "/ 2"));
        assertThat(Hints.of(penalty, 1).getFirst()).isEqualTo("look at step 2: g.b3 = ∂E/∂b3. [outputs]");
    }

    @Test
    void aFileThatWorksOnlyForTwoUnitsIsToldWithWhichItDoesNot() {
        Judgement judgement = judge(Written.replaced(Assignment.BATCH, "i < p.W3.length", "i < 2"));
        assertThat(wrong(judgement)).containsExactly("W3 fail");
        assertThat(judgement.caseName()).isEqualTo("a 3-3-3 network, 4 rows");
    }

    @Test
    void everyHintOfEveryBlockHasItsStep() {
        for (Assignment assignment : Assignment.values()) {
            if (assignment.hasGradient()) {
                Judgement zero = judge(assignment.solution().replaceAll("(g\\.[Wb]\\d(\\[\\w])+) = ", "$1 = 7 + "));
                assertThat(zero.parts().getFirst().outcome()).isEqualTo(Outcome.FAIL);
                for (int level = 1; level <= Hints.LEVELS; level++) {
                    assertThat(Hints.of(zero, level)).isNotEmpty();
                }
            }
        }
    }

    @Test
    void complainsOfWhatAMethodMayNotChange() {
        assertThat(judge(Written.statements("p.b3[0] += 1;")).problem())
                .isEqualTo("backward changes p, the parameters: a step is taken only when the whole gradient is there");
        assertThat(judge(Written.statements("x[0] = 1;")).problem())
                .isEqualTo("backward changes x or t, which are not its to change");
        assertThat(judge(Written.replaced(Assignment.NOTEBOOK, "g.b3[j] = delta3[j];", "g.b3[j] = kept += delta3[j];")
                                .replace(
                                        "    @Override\n    public void update",
                                        "    double kept;\n\n    @Override\n    public void update"))
                        .problem())
                .isEqualTo("gives other numbers when it is called a second time with the same: "
                        + "is something kept in a field?");
    }

    @Test
    void namesAWrongShape() {
        assertThat(judge(Written.statements("g.W3 = new double[3][2];")).problem())
                .isEqualTo("g.W3: expected [2 × 2], got 3 rows");
        assertThat(judge(Written.statements("g.b3 = null; if (true) return;")).problem())
                .isEqualTo("g.b3: expected [2], got null");
    }

    @Test
    void showsExceptionsWithTheLearnersLine() {
        Judgement judgement = judge(Written.statements("int[] one = new int[1]; one[x.length] = 1;"));
        assertThat(ExerciseText.problem(judgement, "Mine.java"))
                .isEqualTo("Mine.java:13: ArrayIndexOutOfBoundsException: Index 2 out of bounds for length 1");
        assertThat(judgement.parts().getFirst().outcome()).isEqualTo(Outcome.NOT_RUN);
        assertThat(judgement.parts().getLast().outcome()).isEqualTo(Outcome.PASS);
        assertThat(judgement.points()).isEqualTo(1 + 4);
    }

    @Test
    void showsWhatItPrints() {
        assertThat(ExerciseText.lines(
                        judge(Written.statements("System.out.println(\"y \\u0007\" + p.b3[1]);")), "M", 1))
                .contains("It printed:", "  y ?0.2710106832186218");
    }

    @Test
    void nanFailsAndIsNotBlank() {
        Judgement judgement =
                judge(Written.replaced(Assignment.NOTEBOOK, "g.W3[i][j] = a2", "g.W3[i][j] = 0.0 / 0.0 * a2"));
        assertThat(wrong(judgement)).containsExactly("W3 fail");
    }
}
