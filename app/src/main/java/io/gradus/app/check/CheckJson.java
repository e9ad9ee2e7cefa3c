package io.gradus.app.check;

import io.gradus.diagnosis.Diagnosis;
import io.gradus.diagnosis.MistakeKind;
import io.gradus.gradient.BlockCheck;
import io.gradus.layer.ParameterBlock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A check for scripts. A placeholder with the agreed signature.
public final class CheckJson {
    private CheckJson() {}

    /// The tree of the report.
    public static Map<String, @Nullable Object> of(Diagnosis diagnosis) {
        List<Map<String, @Nullable Object>> parameters = new ArrayList<>();
        for (int b = 0; b < diagnosis.report().blocks().size(); b++) {
            BlockCheck check = diagnosis.report().blocks().get(b);
            Map<String, @Nullable Object> block = new LinkedHashMap<>();
            ParameterBlock place = check.block();
            block.put("name", diagnosis.situation().name(place));
            block.put(
                    "shape",
                    place.kind() == ParameterBlock.Kind.BIAS
                            ? List.of(place.columns())
                            : List.of(place.rows(), place.columns()));
            block.put("checked", check.checked());
            block.put("of", check.of());
            block.put("maxRelativeError", check.maxRelativeError());
            block.put("noiseFloor", check.noiseFloor());
            block.put("verdict", check.verdict().word());
            block.put(
                    "diagnosis",
                    diagnosis
                            .findings()
                            .get(b)
                            .map(finding -> {
                                Map<String, @Nullable Object> tree = new LinkedHashMap<>();
                                tree.put("kind", finding.kind().word());
                                tree.put("message", finding.message());
                                tree.put("evidence", finding.evidence());
                                tree.put("confidence", finding.confidence());
                                tree.put(
                                        "alternatives",
                                        finding.alternatives().stream()
                                                .map(MistakeKind::word)
                                                .toList());
                                if (finding.of() != null) {
                                    tree.put("of", finding.of());
                                }
                                return tree;
                            })
                            .orElse(null));
            parameters.add(block);
        }
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("verdict", diagnosis.report().verdict().word());
        json.put("parameters", parameters);
        return json;
    }
}
