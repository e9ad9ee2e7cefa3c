package io.gradus.app.drill;

import io.gradus.diagnosis.Diagnosis;
import io.gradus.diagnosis.Finding;
import io.gradus.diagnosis.Mistake;
import io.gradus.diagnosis.MistakeKind;
import io.gradus.diagnosis.Situation;
import io.gradus.gradient.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// One round: a network, a mistake planted in its backward pass, and two questions, which block is wrong first and what
/// was done.
///
/// Immutable; a seed and a number give the same round on every machine.
public final class Drill {
    private static final List<DrillNetwork> NETWORKS = List.of(DrillNetwork.values());

    /// Answers to choose from.
    private static final int CHOICES = 5;

    /// Kinds that a look at the numbers gives away.
    private static final Set<MistakeKind> TOO_EASY =
            EnumSet.of(MistakeKind.NOT_FINITE, MistakeKind.ZERO, MistakeKind.LOST_PRECISION);

    private final Mistake mistake;
    private final Diagnosis diagnosis;
    private final Finding first;
    private final List<MistakeKind> choices;

    private Drill(Mistake mistake, Diagnosis diagnosis, Finding first, List<MistakeKind> choices) {
        this.mistake = mistake;
        this.diagnosis = diagnosis;
        this.first = first;
        this.choices = List.copyOf(choices);
    }

    /// A round.
    ///
    /// @param number from 0; later rounds have larger networks
    public static Drill of(long seed, int number) {
        // The sequence of java.util.Random is specified, so the same seed gives the same drill everywhere.
        Random random = new Random(seed * 1_000_003 + number);
        DrillNetwork network = NETWORKS.get(number % NETWORKS.size());
        while (true) {
            Situation s = network.draw(random);
            List<Mistake> possible = Mistake.possible(s).stream()
                    .filter(mistake -> !TOO_EASY.contains(mistake.kind()))
                    .toList();
            List<MistakeKind> kinds =
                    possible.stream().map(Mistake::kind).distinct().toList();
            MistakeKind kind = kinds.get(random.nextInt(kinds.size())); // each kind as often as any other
            List<Mistake> ofKind =
                    possible.stream().filter(mistake -> mistake.kind() == kind).toList();
            Mistake mistake = ofKind.get(random.nextInt(ofKind.size()));
            Diagnosis diagnosis = Diagnosis.of(s, mistake.gradient(s));
            Optional<Finding> first = firstAccused(diagnosis);
            if (diagnosis.report().verdict() == Verdict.FAIL && first.isPresent() && isAmong(kind, first.get())) {
                return new Drill(mistake, diagnosis, first.get(), choices(kind, first.get(), kinds, random));
            }
        }
    }

    /// The block that is charged with the mistake: from the output, the first.
    private static Optional<Finding> firstAccused(Diagnosis diagnosis) {
        int blocks = diagnosis.findings().size();
        for (int layer = blocks / 2 - 1; layer >= 0; layer--) {
            for (int b = 2 * layer; b < 2 * layer + 2; b++) {
                Optional<Finding> finding = diagnosis.findings().get(b);
                if (finding.isPresent() && finding.get().kind() != MistakeKind.CONSEQUENCE) {
                    return finding;
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isAmong(MistakeKind kind, Finding finding) {
        return finding.kind() == kind || finding.alternatives().contains(kind);
    }

    /// The right kind among others that do not give the same numbers.
    private static List<MistakeKind> choices(
            MistakeKind right, Finding finding, List<MistakeKind> kinds, Random random) {
        List<MistakeKind> others = new ArrayList<>(kinds);
        others.removeIf(kind -> isAmong(kind, finding));
        Collections.shuffle(others, random);
        List<MistakeKind> choices = new ArrayList<>(others.subList(0, Math.min(CHOICES - 1, others.size())));
        choices.add(right);
        Collections.shuffle(choices, random);
        return choices;
    }

    public Situation situation() {
        return diagnosis.situation();
    }

    /// The gradient with the mistake in it, judged.
    public Diagnosis diagnosis() {
        return diagnosis;
    }

    /// Names of the blocks, from the output on.
    public List<String> blocks() {
        List<String> names = new ArrayList<>();
        for (int layer = diagnosis.findings().size() / 2 - 1; layer >= 0; layer--) {
            for (int b = 2 * layer; b < 2 * layer + 2; b++) {
                names.add(situation().name(situation().architecture().blocks().get(b)));
            }
        }
        return names;
    }

    /// What may have been done: one of them was.
    public List<MistakeKind> choices() {
        return choices;
    }

    /// Name of the block that is wrong first, from the output on.
    public String block() {
        return first.block();
    }

    public MistakeKind kind() {
        return mistake.kind();
    }

    /// What was done, in a sentence.
    public String solution() {
        return mistake.message();
    }

    /// The formula that it concerns, as it should be.
    public String formula() {
        return mistake.formula(situation());
    }
}
