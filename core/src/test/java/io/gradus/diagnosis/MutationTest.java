package io.gradus.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.gradient.Verdict;
import io.gradus.math.CounterRandom;
import io.gradus.math.CounterRandom.Purpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The diagnosis put to the proof: each kind of mistake planted in random networks. What comes out is the table of
/// `docs/diagnosis.md`.
class MutationTest {
    /// Networks per kind.
    private static final int PLANTS = 60;

    private static final double NAMED_RIGHT = 0.95;

    /// Two gradients are the same in numbers if they differ by no more than this share of the largest entry.
    private static final double SAME = 1e-8;

    private static final Set<MistakeKind> PLANTED =
            EnumSet.complementOf(EnumSet.of(MistakeKind.CONSEQUENCE, MistakeKind.UNKNOWN));

    /// What became of the plants of one kind.
    private static final class Tally {
        private int planted;
        private int named;
        /// Another kind was named, which gives the same numbers there, and this one beside it.
        private int beside;

        private final Map<String, Integer> takenFor = new TreeMap<>();
    }

    private static final Map<MistakeKind, Tally> TALLIES = new EnumMap<>(MistakeKind.class);

    @BeforeAll
    static void plantEachKind() {
        for (long seed = 0; TALLIES.size() < PLANTED.size() || !isComplete(); seed++) {
            assertThat(seed).as("networks drawn; so far %s", TALLIES.keySet()).isLessThan(2000);
            Situation s = Situations.random(seed);
            Map<MistakeKind, List<Mistake>> possible = new EnumMap<>(MistakeKind.class);
            for (Mistake mistake : Mistake.possible(s)) {
                possible.computeIfAbsent(mistake.kind(), _ -> new ArrayList<>()).add(mistake);
            }
            for (Map.Entry<MistakeKind, List<Mistake>> entry : possible.entrySet()) {
                Tally tally = TALLIES.computeIfAbsent(entry.getKey(), _ -> new Tally());
                if (tally.planted < PLANTS) {
                    List<Mistake> mistakes = entry.getValue();
                    int choice =
                            new CounterRandom(seed).below(mistakes.size(), Purpose.SYNTHETIC_DATA, 0, 2, tally.planted);
                    plant(s, mistakes.get(choice), tally);
                }
            }
        }
    }

    private static boolean isComplete() {
        return TALLIES.values().stream().allMatch(tally -> tally.planted == PLANTS);
    }

    private static void plant(Situation s, Mistake mistake, Tally tally) {
        double[] g = mistake.gradient(s);
        Diagnosis diagnosis = Diagnosis.of(s, g);
        if (diagnosis.report().verdict() != Verdict.FAIL) {
            return; // it changes nothing there, or no more than the noise
        }
        tally.planted++;
        List<Finding> accused = accused(diagnosis);
        MistakeKind kind = mistake.kind();
        if (accused.stream().allMatch(finding -> finding.kind() == kind)) {
            tally.named++;
            return;
        }
        boolean listed = accused.stream()
                .allMatch(finding ->
                        finding.kind() == kind || finding.alternatives().contains(kind));
        if (listed && coincides(s, g, accused.getFirst().kind(), kind)) {
            tally.beside++;
        }
        String names = String.join(
                ", ",
                accused.stream()
                        .map(finding -> finding.kind().word())
                        .distinct()
                        .toList());
        tally.takenFor.merge(names, 1, Integer::sum);
    }

    private static List<Finding> accused(Diagnosis diagnosis) {
        return diagnosis.findings().stream()
                .flatMap(Optional::stream)
                .filter(finding -> finding.kind() != MistakeKind.CONSEQUENCE)
                .toList();
    }

    /// Whether a mistake of the kind that was named gives these numbers too, by itself.
    private static boolean coincides(Situation s, double[] g, MistakeKind named, MistakeKind planted) {
        assertThat(named).isNotEqualTo(planted);
        return Mistake.possible(s).stream()
                .filter(mistake -> mistake.kind() == named)
                .anyMatch(mistake -> difference(mistake.gradient(s), g) <= SAME * Matrices.largest(g));
    }

    private static double difference(double[] one, double[] other) {
        return Matrices.largest(Matrices.plus(one, -1, other));
    }

    @Test
    void namesEachKindOfTheCatalogue() {
        assertThat(TALLIES.keySet()).isEqualTo(PLANTED);
        assertThat(TALLIES).allSatisfy((kind, tally) -> {
            double right = (tally.named + tally.beside) / (double) tally.planted;
            assertThat(right)
                    .as("%s, taken for %s", kind.word(), tally.takenFor)
                    .isGreaterThanOrEqualTo(NAMED_RIGHT);
        });
    }

    @Test
    void documentShowsTheseNumbers() throws IOException {
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target/diagnosis-table.md"), table());
        assertThat(Files.readString(Path.of("../docs/diagnosis.md"))).contains(table());
    }

    private static String table() {
        StringBuilder table = new StringBuilder(
                        "| planted | networks | named | beside another | missed | taken for |\n")
                .append("| --- | ---: | ---: | ---: | ---: | --- |\n");
        Tally all = new Tally();
        TALLIES.forEach((kind, tally) -> {
            List<String> names = new ArrayList<>();
            tally.takenFor.forEach((name, count) -> names.add("%s (%d)".formatted(name, count)));
            table.append(row("`" + kind.word() + "`", tally, String.join("; ", names)));
            all.planted += tally.planted;
            all.named += tally.named;
            all.beside += tally.beside;
        });
        return table.append(row("all", all, "")).toString();
    }

    private static String row(String name, Tally tally, String takenFor) {
        return "| %s | %d | %d | %d | %d | %s |\n"
                .formatted(
                        name,
                        tally.planted,
                        tally.named,
                        tally.beside,
                        tally.planted - tally.named - tally.beside,
                        takenFor);
    }
}
