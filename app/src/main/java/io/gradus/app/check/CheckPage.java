package io.gradus.app.check;

import io.gradus.app.plot.PowerLaw;
import io.gradus.diagnosis.Diagnosis;
import io.gradus.diagnosis.Finding;
import io.gradus.diagnosis.MistakeKind;
import io.gradus.gradient.Verdict;
import io.gradus.layer.Layer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A check as a page: one HTML file that needs nothing else, no network and no script. It is well-formed XML too.
///
/// The verdict comes first, then the blocks in a table, then each block with its mistake beside the step that it
/// concerns, with heat maps and with the error of a central difference against its step.
public final class CheckPage {
    private final CheckedGradient gradient;
    private final StringBuilder html = new StringBuilder(1 << 16);

    private CheckPage(CheckedGradient gradient) {
        this.gradient = gradient;
    }

    /// The page of a check.
    ///
    /// @param title what was checked, such as a file's name; may be any text
    /// @return the text of a file in UTF-8
    public static String of(String title, Diagnosis diagnosis) {
        return of(title, CheckedGradient.of(diagnosis));
    }

    static String of(String title, CheckedGradient gradient) {
        return new CheckPage(gradient).page(title);
    }

    private String page(String title) {
        html.append("""
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <title>%s: gradient check</title>
                <style>
                %s</style>
                </head>
                <body>
                <main>
                <h1>%s</h1>
                %s
                <p class="verdict %s"><b>%s</b> %s</p>
                """.formatted(
                        Html.escape(title),
                        PageStyle.css(),
                        Html.escape(title),
                        sketch(),
                        gradient.verdict().word(),
                        mark(gradient.verdict()),
                        Formula.prose(gradient.summary())));
        table();
        legend();
        List<CheckedBlock> order = gradient.inOrder();
        CheckedBlock example = order.getFirst();
        for (CheckedBlock block : order) {
            block(block, block.fails() || (gradient.verdict() != Verdict.FAIL && block.equals(example)));
        }
        return html.append("</main>\n</body>\n</html>\n").toString();
    }

    /// The network from its inputs to its loss, with the blocks where they act, those that fail marked.
    private String sketch() {
        StringBuilder line = new StringBuilder("<p class=\"sketch\">Network %s: %d inputs"
                .formatted(
                        Html.escape(gradient.situation().architecture().sizes()),
                        gradient.situation().architecture().inputs()));
        List<CheckedBlock> blocks = gradient.blocks();
        for (int layer = 0; layer < blocks.size() / 2; layer++) {
            Layer.Dense dense =
                    (Layer.Dense) gradient.situation().architecture().layers().get(layer);
            line.append(" → <span class=\"layer\">%s %s %s (%d)</span>"
                    .formatted(
                            link(blocks.get(2 * layer)),
                            link(blocks.get(2 * layer + 1)),
                            Html.escape(dense.activation().name()),
                            dense.units()));
        }
        return line.append(" → %s</p>".formatted(Html.escape(gradient.conditions())))
                .toString();
    }

    private static String link(CheckedBlock block) {
        return "<a class=\"%s\" href=\"#%s\">%s</a>"
                .formatted(block.fails() ? "fail tone" : "plain", id(block), symbol(block));
    }

    private static String mark(Verdict verdict) {
        String sign = switch (verdict) {
            case PASS -> "✓";
            case FAIL -> "✗";
            case INCONCLUSIVE -> "?";
        };
        return "<span aria-hidden=\"true\">%s</span> %s"
                .formatted(sign, verdict.word().toUpperCase(Locale.ROOT));
    }

    private void table() {
        html.append("""
                <table class="blocks" aria-label="The blocks of the gradient">
                <thead><tr><th scope="col">block</th><th scope="col">shape</th><th scope="col" class="wide">checked</th><th scope="col">error</th><th scope="col">noise floor</th><th scope="col">verdict</th></tr></thead>
                <tbody>
                """);
        for (CheckedBlock block : gradient.blocks()) {
            html.append("<tr><th scope=\"row\"><a href=\"#%s\">%s</a></th>".formatted(id(block), symbol(block)));
            html.append("<td>%s</td><td class=\"wide\">%,d of %,d</td><td>%s</td><td>%s</td>"
                    .formatted(
                            block.shapeText(),
                            block.check().checked(),
                            block.check().of(),
                            Numbers.html(block.check().maxRelativeError()),
                            Numbers.html(block.check().noiseFloor())));
            html.append("<td class=\"%s\"><span class=\"tone\">%s</span>%s</td></tr>\n"
                    .formatted(block.verdict().word(), mark(block.verdict()), kind(block)));
        }
        html.append(
                        "</tbody>\n</table>\n<p class=\"note\">Error: the largest |analytic − numeric|. Noise floor: what the")
                .append(" numeric value itself may be off by. Both are shares of the block’s largest numeric entry. An")
                .append(" entry fails if it is off by more than %.0f noise floors.</p>\n"
                        .formatted(CheckedBlock.ALLOWED_FLOORS));
    }

    private static String kind(CheckedBlock block) {
        return !block.fails()
                ? ""
                : " <span class=\"kind\">%s</span>"
                        .formatted(
                                block.isConsequence()
                                        ? "because of " + Html.escape(block.cause())
                                        : Html.escape(block.kind()));
    }

    private void legend() {
        StringBuilder scale = new StringBuilder();
        for (int level = -HeatColors.STEPS; level <= HeatColors.STEPS; level++) {
            scale.append("<rect class=\"%s\" x=\"%d\" y=\"0\" width=\"1\" height=\"1\"/>"
                    .formatted(HeatColors.name(level), level + HeatColors.STEPS));
        }
        String svg =
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d 1\" preserveAspectRatio=\"none\" aria-hidden=\"true\">%s</svg>"
                        .formatted(2 * HeatColors.STEPS + 1, scale);
        html.append("""
                <ul class="legend" aria-label="Colours of the heat maps">
                <li>values: negative %s positive</li>
                <li>ratio: too small, 1/16 %s 16, too large</li>
                <li><span class="swatch z"></span>ratio: right</li>
                <li><span class="swatch p3 flip"></span>ratio: wrong sign</li>
                <li><span class="swatch nan"></span>not a number</li>
                </ul>
                """.formatted(svg, svg));
    }

    private void block(CheckedBlock block, boolean plotted) {
        html.append("<section class=\"block %s\" id=\"%s\">\n"
                .formatted(block.verdict().word(), id(block)));
        html.append("<header><h2>%s</h2> <span class=\"tone\">%s</span>%s</header>\n"
                .formatted(symbol(block), mark(block.verdict()), kind(block)));
        if (block.fails()) {
            finding(block);
        } else if (block.verdict() == Verdict.INCONCLUSIVE) {
            html.append("<p class=\"message\">%s</p>\n".formatted(Formula.prose(gradient.whyInconclusive(block))));
        }
        html.append(HeatMaps.html(block));
        if (plotted) {
            plot(block);
        }
        html.append("</section>\n");
    }

    private void finding(CheckedBlock block) {
        Finding finding = block.finding();
        if (finding != null) {
            html.append("<p class=\"message\">%s</p>\n".formatted(Formula.prose(finding.message())));
        }
        html.append("<div class=\"step\">\n<div class=\"formula\"><small>the right step</small>%s</div>\n<dl>\n"
                .formatted(Formula.html(block.formula())));
        if (finding != null && !finding.evidence().isBlank()) {
            entry("evidence", Formula.prose(finding.evidence()));
        }
        if (finding != null && finding.kind() == MistakeKind.FACTOR && Double.isFinite(finding.factor())) {
            entry("factor", Html.escape(Numbers.minus(CheckText.factor(finding))));
        }
        if (finding != null && finding.kind() != MistakeKind.UNKNOWN) {
            entry("confidence", Numbers.percent(finding.confidence()));
        }
        if (finding != null && !finding.alternatives().isEmpty()) {
            entry("or", finding.alternatives().stream().map(MistakeKind::word).collect(Collectors.joining(", ")));
        }
        entry(
                "entries",
                "%,d of %,d wrong".formatted(block.wrongEntries(), block.check().of()));
        html.append("</dl>\n</div>\n");
    }

    private void entry(String name, String text) {
        html.append("<dt>%s</dt><dd>%s</dd>\n".formatted(name, text));
    }

    private void plot(CheckedBlock block) {
        int worst = block.check().worst();
        StepErrors errors = StepErrors.of(gradient.situation(), block.check(), worst);
        String svg = StepErrorPlot.svg(block.place(worst), errors, block.error(worst));
        if (svg == null) {
            return;
        }
        String place = Formula.html(block.name())
                + Html.escape(block.place(worst).substring(block.name().length()));
        html.append("<h3>Error of the central difference of %s against its step</h3>\n<div class=\"curve\">\n%s\n"
                .formatted(place, svg));
        html.append("<p class=\"note\">");
        html.append("Points: (<i>L</i>(<i>p</i> + <i>h</i>) − <i>L</i>(<i>p</i> − <i>h</i>)) / 2<i>h</i> against the")
                .append(" numeric value. ")
                .append(explanation(errors));
        if (block.fails() && Double.isFinite(block.error(worst))) {
            html.append(" No step brings the difference to the given entry: dashed, its distance.");
        }
        html.append("</p>\n</div>\n");
    }

    private static String explanation(StepErrors errors) {
        PowerLaw law = errors.truncation();
        if (law == null) {
            return errors.isClear()
                    ? "The errors follow no power of <i>h</i>: the loss has a kink within the larger steps."
                    : "The curvature of the loss never rises above its rounding, so there is no slope to fit.";
        }
        return Math.abs(law.slope() - 2) <= 0.25
                ? "The curvature of the loss makes an error that grows with <i>h</i>², slope 2; below, rounding takes over."
                : "A smooth loss makes an error of slope 2; this one is bent within these steps, or its first term vanishes.";
    }

    private static String symbol(CheckedBlock block) {
        return Formula.html(block.name());
    }

    private static String id(CheckedBlock block) {
        return Html.escape("block-" + block.name());
    }
}
