package io.gradus.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.gradient.Verdict;
import io.gradus.math.CounterRandom;
import io.gradus.math.CounterRandom.Purpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Two mistakes at once, drawn at random, each of which shows in the numbers.
class SeveralMistakesTest {
    private static final int NETWORKS = 600;

    /// A mistake shows if it moves some entry by this share of the largest.
    private static final double SHOWS = 1e-6;

    /// The share of pairs of which both are named, or listed where something else gives the same numbers.
    private static final double BOTH_NAMED = 0.95;

    @Test
    void namesBothOfTwoMistakes() throws IOException {
        int pairs = 0;
        int named = 0;
        for (long seed = 0; seed < NETWORKS; seed++) {
            Situation s = Situations.random(seed);
            List<Mistake> possible = Mistake.possible(s);
            CounterRandom random = new CounterRandom(seed);
            Mistake one = possible.get(random.below(possible.size(), Purpose.SYNTHETIC_DATA, 0, 4, 0));
            Mistake other = possible.get(random.below(possible.size(), Purpose.SYNTHETIC_DATA, 0, 4, 1));
            double[] g = BackwardPass.gradient(s, List.of(one, other));
            if (!Matrices.isFinite(g) || !shows(s, other, g) || !shows(s, one, g)) {
                continue;
            }
            Diagnosis diagnosis = Diagnosis.of(s, g);
            if (diagnosis.report().verdict() == Verdict.FAIL) {
                pairs++;
                named += kinds(diagnosis).containsAll(List.of(one.kind(), other.kind())) ? 1 : 0;
            }
        }
        assertThat(named).isGreaterThanOrEqualTo((int) (BOTH_NAMED * pairs));
        assertThat(Files.readString(Path.of("../docs/diagnosis.md")))
                .contains("Of %d random pairs, each of which shows in the numbers, both are named or listed in %d\n"
                        .formatted(pairs, named));
    }

    /// Whether the gradient is another one with this mistake alone.
    private static boolean shows(Situation s, Mistake alone, double[] g) {
        double[] without = alone.gradient(s);
        return Matrices.largest(Matrices.plus(without, -1, g)) > SHOWS * Matrices.largest(g);
    }

    private static Set<MistakeKind> kinds(Diagnosis diagnosis) {
        Set<MistakeKind> kinds = EnumSet.noneOf(MistakeKind.class);
        diagnosis
                .findings()
                .forEach(finding -> finding.ifPresent(found -> {
                    kinds.addAll(found.kinds());
                    kinds.addAll(found.alternatives());
                }));
        return kinds;
    }
}
