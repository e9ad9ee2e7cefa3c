package io.gradus.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.app.drill.Drill;
import io.gradus.diagnosis.MistakeKind;
import io.gradus.file.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrillCommandTest {
    private static final InputStream STANDARD_INPUT = System.in;

    @TempDir
    private Path folder;

    @AfterEach
    void restoreStandardInput() {
        System.setIn(STANDARD_INPUT);
    }

    private static CommandLineRun play(String answers, Object... arguments) {
        System.setIn(new ByteArrayInputStream(answers.getBytes(StandardCharsets.UTF_8)));
        return CommandLineRun.succeeds(arguments);
    }

    @Test
    void rightAnswersGetAllPoints() {
        StringBuilder answers = new StringBuilder();
        for (int round = 0; round < 4; round++) {
            Drill drill = Drill.of(7, round);
            answers.append(
                    "d%s\n%d\n".formatted(drill.block(), 1 + drill.choices().indexOf(drill.kind())));
        }
        Path report = folder.resolve("score.json");
        CommandLineRun run = play(answers.toString(), "drill", "--seed", 7, "--rounds", 4, "--json", report);
        assertThat(run.out()).contains("Round 4 of 4 (seed 7)").contains("Score: 20 of 20 points in 4 of 4 rounds.");
        JsonObject json = CommandLineRun.json(report);
        assertThat(json.getLong("score")).isEqualTo(20);
        assertThat(json.getLong("possible")).isEqualTo(20);
        assertThat(json.getObjects("rounds")).hasSize(4);
        assertThat(run.out().lines())
                .allMatch(line -> line.length() <= 80 || line.startsWith("[") || line.contains("]"));
    }

    @Test
    void wrongAnswersGetNoneAndAreCorrected() {
        Drill drill = Drill.of(7, 0);
        int wrong = drill.choices().indexOf(drill.kind()) == 0 ? 2 : 1;
        String block = drill.blocks().stream()
                .filter(name -> !name.equals(drill.block()))
                .findFirst()
                .orElseThrow();
        CommandLineRun run = play("%s\n%d\n".formatted(block, wrong), "drill", "--seed", 7, "--rounds", 1);
        assertThat(run.out())
                .contains("It is %s.".formatted(drill.block()))
                .contains("No: " + drill.solution())
                .contains("It should be " + drill.formula())
                .contains("Score: 0 of 5 points in 1 of 1 rounds.");
    }

    @Test
    void hintCostsAPoint() {
        Drill drill = Drill.of(8, 0);
        int right = 1 + drill.choices().indexOf(drill.kind());
        CommandLineRun run = play("%s\nh\n%d\n".formatted(drill.block(), right), "drill", "--seed", 8, "--rounds", 1);
        assertThat(run.out())
                .contains("Hint: look at " + drill.formula())
                .contains("Score: 4 of 5 points in 1 of 1 rounds.");
    }

    @Test
    void asksAgainWhereTheAnswerIsNone() {
        Drill drill = Drill.of(8, 0);
        int right = 1 + drill.choices().indexOf(drill.kind());
        String answers = "1\nh\n%s\nfoo\n0\nh\nh\n%d\n".formatted(drill.block(), right);
        CommandLineRun run = play(answers, "drill", "--seed", 8, "--rounds", 1);
        assertThat(run.out().split("One of those in brackets", -1)).hasSize(6);
        assertThat(run.out()).contains("Score: 4 of 5 points in 1 of 1 rounds.");
    }

    @Test
    void endsWhereTheLearnerDoes() {
        assertThat(play("q\n", "drill", "--seed", 1).out()).contains("Score: 0 of 0 points in 0 of 5 rounds.");
        assertThat(play("", "drill", "--seed", 1).out()).contains("Score: 0 of 0 points in 0 of 5 rounds.");
    }

    @Test
    void refusesRoundsBelowOneAndJsonOnStandardOutput() {
        CommandLineRun.of("drill", "--rounds", "0")
                .assertRefused(2, "drill: --rounds: expected at least 1, got 0", "see gradus drill --help");
        CommandLineRun.of("drill", "--json", "-")
                .assertRefused(
                        2, "drill: --json: standard output is for the drill, give a file", "see gradus drill --help");
    }

    /// Every drill can be solved: its kind is among the choices, once, and its block among the blocks; and the kinds
    /// change.
    @Test
    void everyDrillHasItsAnswerAmongTheChoices() {
        Set<MistakeKind> kinds = EnumSet.noneOf(MistakeKind.class);
        for (int round = 0; round < 120; round++) {
            Drill drill = Drill.of(3, round);
            assertThat(drill.choices())
                    .contains(drill.kind())
                    .doesNotHaveDuplicates()
                    .hasSizeGreaterThan(3);
            assertThat(drill.blocks()).contains(drill.block());
            kinds.add(drill.kind());
        }
        assertThat(kinds).hasSizeGreaterThan(15);
    }

    @Test
    void sameSeedGivesTheSameRounds() {
        for (int round = 0; round < 4; round++) {
            Drill one = Drill.of(11, round);
            Drill other = Drill.of(11, round);
            assertThat(one.solution()).isEqualTo(other.solution());
            assertThat(one.choices()).isEqualTo(other.choices());
            assertThat(one.situation().parameters()).isEqualTo(other.situation().parameters());
        }
    }
}
