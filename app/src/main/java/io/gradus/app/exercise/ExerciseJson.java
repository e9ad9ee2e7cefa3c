package io.gradus.app.exercise;

import io.gradus.diagnosis.Diagnosis;
import io.gradus.diagnosis.Finding;
import io.gradus.gradient.BlockCheck;
import io.gradus.layer.ParameterBlock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The report of a [Judgement]: the keys of `check`, and what an exercise adds to them.
public final class ExerciseJson {
    private ExerciseJson() {}

    public static Map<String, @Nullable Object> of(Judgement judgement) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("verdict", judgement.verdict().word());
        json.put("exercise", judgement.assignment().number());
        json.put("points", judgement.points());
        json.put("of", judgement.of());
        json.put("problem", judgement.problem().isEmpty() ? null : judgement.problem());
        json.put("line", judgement.line() == 0 ? null : judgement.line());
        json.put("blanks", judgement.blanks());
        List<Map<String, @Nullable Object>> parts = new ArrayList<>();
        for (Part part : judgement.parts()) {
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            one.put("name", part.name());
            one.put("verdict", part.outcome().word());
            one.put("points", part.points());
            one.put("of", part.of());
            parts.add(one);
        }
        json.put("parts", parts);
        json.put("parameters", parameters(judgement.diagnosis()));
        return json;
    }

    private static List<Map<String, @Nullable Object>> parameters(@Nullable Diagnosis diagnosis) {
        List<Map<String, @Nullable Object>> parameters = new ArrayList<>();
        if (diagnosis == null) {
            return parameters;
        }
        for (int b = 0; b < diagnosis.report().blocks().size(); b++) {
            BlockCheck check = diagnosis.report().blocks().get(b);
            ParameterBlock block = check.block();
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            one.put("name", diagnosis.situation().name(block));
            one.put(
                    "shape",
                    block.kind() == ParameterBlock.Kind.BIAS
                            ? List.of(block.columns())
                            : List.of(block.rows(), block.columns()));
            one.put("checked", check.checked());
            one.put("of", check.of());
            one.put("maxRelativeError", check.maxRelativeError());
            one.put("noiseFloor", check.noiseFloor());
            one.put("verdict", check.verdict().word());
            one.put(
                    "diagnosis",
                    diagnosis.findings().get(b).map(ExerciseJson::finding).orElse(null));
            parameters.add(one);
        }
        return parameters;
    }

    private static Map<String, @Nullable Object> finding(Finding finding) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("kind", finding.kind().word());
        json.put("message", finding.message());
        json.put("evidence", finding.evidence());
        json.put("confidence", finding.confidence());
        json.put(
                "alternatives",
                finding.alternatives().stream().map(kind -> kind.word()).toList());
        if (finding.of() != null) {
            json.put("of", finding.of());
        }
        return json;
    }
}
