package io.gradus.app.check;

import io.gradus.diagnosis.Diagnosis;
import io.gradus.diagnosis.Finding;
import io.gradus.diagnosis.MistakeKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A check as a tree for JSON; its keys are a contract.
public final class CheckJson {
    private CheckJson() {}

    /// `verdict` and `parameters`, one object a block: `name`, `shape`, `checked`, `of`, `maxRelativeError`,
    /// `noiseFloor`, `verdict`, `worst` (the entry that is off by most noise floors) and `diagnosis`, which is null
    /// where the block does not fail. A number that is not finite is null.
    ///
    /// @return a new tree of maps, lists, texts and numbers, in the order above
    public static Map<String, @Nullable Object> of(Diagnosis diagnosis) {
        return of(CheckedGradient.of(diagnosis));
    }

    static Map<String, @Nullable Object> of(CheckedGradient gradient) {
        List<Map<String, @Nullable Object>> parameters = new ArrayList<>();
        for (CheckedBlock block : gradient.blocks()) {
            Map<String, @Nullable Object> json = new LinkedHashMap<>();
            json.put("name", block.name());
            json.put("shape", block.shape());
            json.put("checked", block.check().checked());
            json.put("of", block.check().of());
            json.put("maxRelativeError", finite(block.check().maxRelativeError()));
            json.put("noiseFloor", finite(block.check().noiseFloor()));
            json.put("verdict", block.verdict().word());
            json.put("worst", worst(block));
            json.put("diagnosis", block.finding() == null ? null : diagnosis(block.finding()));
            parameters.add(json);
        }
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("verdict", gradient.verdict().word());
        json.put("parameters", parameters);
        return json;
    }

    private static Map<String, @Nullable Object> worst(CheckedBlock block) {
        int worst = block.check().worst();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("index", block.isBias() ? List.of(worst) : List.of(worst / block.columns(), worst % block.columns()));
        json.put("analytic", finite(block.check().analytic(worst)));
        json.put("numeric", finite(block.check().numeric(worst)));
        json.put("noiseFloor", finite(block.check().floor(worst)));
        json.put("step", finite(block.check().step(worst)));
        return json;
    }

    private static Map<String, @Nullable Object> diagnosis(Finding finding) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("kind", finding.kind().word());
        json.put("message", finding.message());
        json.put("evidence", finding.evidence());
        json.put("formula", finding.formula());
        json.put("confidence", finite(finding.confidence()));
        json.put(
                "alternatives",
                finding.alternatives().stream().map(MistakeKind::word).toList());
        if (finding.of() != null) {
            json.put("of", finding.of());
        }
        if (finding.kind() == MistakeKind.FACTOR) {
            json.put("factor", finite(finding.factor()));
            json.put("factorName", finding.factorName().isBlank() ? null : finding.factorName());
        }
        return json;
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
