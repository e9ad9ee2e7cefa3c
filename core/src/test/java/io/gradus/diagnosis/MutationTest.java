package io.gradus.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.gradient.Verdict;
import io.gradus.math.CounterRandom;
import io.gradus.math.CounterRandom.Purpose;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MutationTest {
    private static final int PLANTS = 60;

    @Test
    void namesPlantedMistakes() {
        Map<MistakeKind, Integer> planted = new EnumMap<>(MistakeKind.class);
        Map<MistakeKind, Integer> named = new EnumMap<>(MistakeKind.class);
        Map<MistakeKind, Integer> listed = new EnumMap<>(MistakeKind.class);
        Map<String, Integer> confusions = new TreeMap<>();
        int nothing = 0;
        for (long seed = 0; seed < 700; seed++) {
            Situation s = Situations.random(seed);
            CounterRandom random = new CounterRandom(seed);
            Map<MistakeKind, List<Mistake>> byKind = new EnumMap<>(MistakeKind.class);
            for (Mistake mistake : Mistake.possible(s)) {
                byKind.computeIfAbsent(mistake.kind(), _ -> new ArrayList<>()).add(mistake);
            }
            for (Map.Entry<MistakeKind, List<Mistake>> entry : byKind.entrySet()) {
                MistakeKind kind = entry.getKey();
                if (planted.getOrDefault(kind, 0) >= PLANTS) {
                    continue;
                }
                List<Mistake> choices = entry.getValue();
                Mistake mistake = choices.get(
                        random.below(choices.size(), Purpose.SYNTHETIC_DATA, 0, 2, planted.getOrDefault(kind, 0)));
                Diagnosis diagnosis = Diagnosis.of(s, mistake.gradient(s));
                if (diagnosis.report().verdict() != Verdict.FAIL) {
                    nothing++;
                    continue;
                }
                planted.merge(kind, 1, Integer::sum);
                List<Finding> accused = diagnosis.findings().stream()
                        .flatMap(Optional::stream)
                        .filter(finding -> finding.kind() != MistakeKind.CONSEQUENCE)
                        .toList();
                boolean right = accused.stream().allMatch(finding -> finding.kind() == kind) && !accused.isEmpty();
                boolean beside = !right
                        && accused.stream()
                                .allMatch(finding -> finding.kind() == kind
                                        || finding.alternatives().contains(kind));
                named.merge(kind, right ? 1 : 0, Integer::sum);
                listed.merge(kind, beside ? 1 : 0, Integer::sum);
                if (!right) {
                    String names = accused.stream()
                            .map(f -> f.kind().word())
                            .distinct()
                            .toList()
                            .toString();
                    confusions.merge(kind.word() + " -> " + names + (beside ? " (listed)" : ""), 1, Integer::sum);
                    if (!beside) {
                        System.out.printf("MISS seed %d %s %s%n", seed, s.architecture(), mistake);
                        System.out.printf(
                                "     loss %s rows %d l2 %s lr %s%n",
                                s.loss().name(), s.rows(), s.l2(), s.learningRate());
                        for (Finding f : accused)
                            System.out.println("     " + f.block() + " " + f.kind() + " " + f.message() + f.confidence()
                                    + " " + f.alternatives());
                    }
                }
            }
        }
        planted.forEach((kind, n) -> System.out.printf(
                "%-32s planted %d named %d listed %d%n", kind.word(), n, named.get(kind), listed.get(kind)));
        confusions.forEach((k, n) -> System.out.println("CONF " + k + ": " + n));
        System.out.println("without effect: " + nothing);
        assertThat(planted).isNotEmpty();
    }
}
