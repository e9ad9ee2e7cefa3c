package io.gradus.diagnosis;

import io.gradus.diagnosis.Attribution.Charge;
import io.gradus.gradient.BlockCheck;
import io.gradus.gradient.GradientCheck;
import io.gradus.gradient.GradientReport;
import io.gradus.gradient.Verdict;
import io.gradus.layer.ParameterBlock;
import io.gradus.layer.Precision;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A gradient judged, and what is wrong with it.
///
/// The verdicts come from numerical differentiation ([GradientCheck]). Where a block fails, the backward pass is
/// replayed with each mistake of the catalogue planted, and the fewest and least far-fetched mistakes that reproduce
/// all given numbers are named.
///
/// Immutable.
public final class Diagnosis {
    /// No diagnosis is surer than this: the catalogue may lack the mistake that was made.
    private static final double SUREST = 0.99;

    /// Unit roundoffs of its scale that make the noise floor of an entry computed in float; an entry may be off by ten
    /// floors. The scale is that of the worst case, in which all roundings add up.
    private static final double FLOOR_ROUNDINGS = 0.5;

    private final Situation situation;
    private final GradientReport report;
    private final List<Optional<Finding>> findings;

    private Diagnosis(Situation situation, GradientReport report, List<Optional<Finding>> findings) {
        this.situation = situation;
        this.report = report;
        this.findings = List.copyOf(findings);
    }

    /// Checks a gradient by numerical differentiation, and explains the blocks that fail.
    ///
    /// @param g the gradient to judge, in the flat order, not modified
    public static Diagnosis of(Situation situation, double[] g) {
        Forward forward = new Forward(situation);
        double[] scale = RoundingScale.of(situation, forward);
        double[] rounding = Given.rounding(situation, scale);
        double[] added = situation.precision() == Precision.FLOAT
                ? Matrices.scaled(FLOOR_ROUNDINGS * Given.roundoff(situation), scale)
                : new double[g.length];
        GradientReport report =
                GradientCheck.check(g, added, situation.objective(), situation.parameters(), situation.batch());
        if (report.verdict() != Verdict.FAIL) {
            return new Diagnosis(
                    situation,
                    report,
                    report.blocks().stream().map(_ -> Optional.<Finding>empty()).toList());
        }
        Given given = new Given(situation, g, tolerances(report, rounding));
        List<Explanation> explanations = new Search(situation, forward, scale).explain(given);
        return new Diagnosis(situation, report, findings(situation, report, explanations));
    }

    /// What an explanation may miss each entry by: rounding; and the noise that the check allowed, where it did not
    /// find a block wrong.
    private static double[] tolerances(GradientReport report, double[] rounding) {
        double[] tolerances = rounding.clone();
        for (BlockCheck block : report.blocks()) {
            for (int i = 0; i < block.of() && block.verdict() != Verdict.FAIL; i++) {
                double noise = GradientCheck.allowed(block.floor(i));
                tolerances[block.block().offset() + i] += Double.isFinite(noise) ? noise : Double.MAX_VALUE;
            }
        }
        return tolerances;
    }

    private static List<Optional<Finding>> findings(
            Situation s, GradientReport report, List<Explanation> explanations) {
        boolean[] wrong = new boolean[report.blocks().size()];
        for (int b = 0; b < wrong.length; b++) {
            wrong[b] = report.blocks().get(b).verdict() == Verdict.FAIL;
        }
        double best = explanations.getFirst().cost();
        double total = 0;
        List<List<@Nullable Charge>> charges = new ArrayList<>();
        for (Explanation explanation : explanations) {
            charges.add(Attribution.of(s, explanation, wrong));
            total += likelihood(explanation, best);
        }
        List<Optional<Finding>> findings = new ArrayList<>();
        for (int b = 0; b < wrong.length; b++) {
            Charge charge = charges.getFirst().get(b);
            if (charge == null) {
                findings.add(Optional.empty());
                continue;
            }
            double share = 0;
            Map<MistakeKind, Double> alternatives = new EnumMap<>(MistakeKind.class);
            for (int k = 0; k < explanations.size(); k++) {
                Charge other = charges.get(k).get(b);
                if (other != null && other.kind() == charge.kind()) {
                    share += likelihood(explanations.get(k), best);
                } else if (other != null && explanations.get(k).cost() <= best + Plausibility.AS_GOOD) {
                    alternatives.merge(other.kind(), explanations.get(k).cost(), Math::min);
                }
            }
            findings.add(Optional.of(
                    finding(s, report.blocks().get(b), charge, share / total, new ArrayList<>(alternatives.keySet()))));
        }
        return findings;
    }

    private static double likelihood(Explanation explanation, double best) {
        return StrictMath.exp(best - explanation.cost());
    }

    private static Finding finding(
            Situation s, BlockCheck check, Charge charge, double share, List<MistakeKind> alternatives) {
        alternatives.remove(MistakeKind.CONSEQUENCE);
        alternatives.remove(MistakeKind.UNKNOWN);
        String name = s.name(check.block());
        if (charge.mistakes().isEmpty()) {
            String of = charge.of();
            return of == null
                    ? unexplained(name, check)
                    : new Finding(
                            name,
                            MistakeKind.CONSEQUENCE,
                            consequence(name, of),
                            evidence(check),
                            "",
                            Math.min(SUREST, share),
                            alternatives,
                            of,
                            Double.NaN,
                            "",
                            List.of());
        }
        Mistake mistake = charge.mistakes().getFirst();
        if (s.previous() == null && mistake.kind() == MistakeKind.FACTOR && FactorName.isSame(mistake.factor(), 2)) {
            // Without the batch of the step before it can only be said that it may be.
            alternatives.add(MistakeKind.ACCUMULATED);
        }
        StringBuilder message = new StringBuilder(mistake.message());
        List<Mistake> further = charge.mistakes().subList(1, charge.mistakes().size());
        for (Mistake another : further) {
            message.append(" And: ").append(another.message());
        }
        boolean unknown = mistake.kind() == MistakeKind.UNKNOWN;
        return new Finding(
                name,
                mistake.kind(),
                message.toString(),
                unknown ? unlike(check) : evidence(check),
                Formulas.of(s, mistake.step(), check.block().kind() == ParameterBlock.Kind.BIAS, mistake.layer()),
                unknown ? 0 : Math.min(SUREST, share),
                alternatives,
                null,
                mistake.factor(),
                Double.isNaN(mistake.factor()) ? "" : FactorName.of(mistake.factor(), s),
                further.stream().map(Mistake::kind).toList());
    }

    /// Blocks of one layer are wrong side by side, those of layers before one after the other.
    private static String consequence(String name, String of) {
        return name.substring(1).equals(of.substring(1))
                ? "Wrong by the same mistake as %s: both are made from delta%s.".formatted(of, of.substring(1))
                : "Wrong only because of %s: with that mistake the step itself is right.".formatted(of);
    }

    /// The check found the block wrong, and the replay finds it right: it is off by less than the replay can tell.
    private static Finding unexplained(String name, BlockCheck check) {
        return new Finding(
                name,
                MistakeKind.LOST_PRECISION,
                "The block is right to %.1g of its largest entry and wrong beyond that."
                        .formatted(check.maxRelativeError()),
                evidence(check),
                "",
                0.5,
                List.of(),
                null,
                Double.NaN,
                "",
                List.of());
    }

    private static String evidence(BlockCheck check) {
        return "Planted in the right backward pass, the mistake gives %s of the block; the right values differ from them by up to %s the largest."
                .formatted(
                        check.of() == 1 ? "the one entry" : "all %,d entries".formatted(check.of()),
                        share(check.maxRelativeError()));
    }

    /// How many entries are wrong, and where the worst is.
    private static String unlike(BlockCheck check) {
        int wrong = 0;
        for (int i = 0; i < check.of(); i++) {
            double error = Math.abs(check.analytic(i) - check.numeric(i));
            wrong += error > GradientCheck.allowed(check.floor(i)) ? 1 : 0;
        }
        int columns = check.block().columns();
        String place = check.block().kind() == ParameterBlock.Kind.BIAS
                ? Integer.toString(check.worst())
                : check.worst() / columns + "," + check.worst() % columns;
        return "%,d of %,d entries %s wrong, by up to %s the largest; the worst is [%s]."
                .formatted(wrong, check.of(), wrong == 1 ? "is" : "are", share(check.maxRelativeError()), place);
    }

    private static String share(double relative) {
        if (relative >= 10) {
            return String.format(Locale.ROOT, "%,.0f times", relative);
        }
        return relative >= 0.01
                ? String.format(Locale.ROOT, "%.0f %% of", 100 * relative)
                : String.format(Locale.ROOT, "%.2g of", relative);
    }

    public Situation situation() {
        return situation;
    }

    /// The verdicts, block by block.
    public GradientReport report() {
        return report;
    }

    /// What is wrong, for each block of [#report]; empty where the block does not fail.
    public List<Optional<Finding>> findings() {
        return findings;
    }
}
