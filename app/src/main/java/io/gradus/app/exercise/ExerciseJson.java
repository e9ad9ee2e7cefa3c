package io.gradus.app.exercise;

import io.gradus.app.check.CheckJson;
import io.gradus.diagnosis.Diagnosis;
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
        Diagnosis diagnosis = judgement.diagnosis();
        json.put(
                "parameters",
                diagnosis == null ? List.of() : CheckJson.of(diagnosis).get("parameters"));
        return json;
    }
}
