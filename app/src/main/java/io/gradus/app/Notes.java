package io.gradus.app;

import io.gradus.model.Recipe;
import io.gradus.train.Advice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Advice on a training, as lines for people and as a tree for JSON.
final class Notes {
    private Notes() {}

    static List<Advice> of(Recipe.Fitted fitted) {
        return Advice.of(
                fitted.trained(),
                fitted.prepared().training(),
                fitted.prepared().settings(),
                fitted.prepared().preprocessing().featureNames());
    }

    static void print(Console console, List<Advice> advice) {
        advice.forEach(note -> console.note("note: %s. Hint: %s", note.message(), note.hint()));
    }

    static List<Map<String, Object>> json(List<Advice> advice) {
        List<Map<String, Object>> warnings = new ArrayList<>();
        for (Advice note : advice) {
            Map<String, Object> warning = new LinkedHashMap<>();
            warning.put("kind", note.kind().word());
            warning.put("message", note.message());
            warning.put("hint", note.hint());
            warnings.add(warning);
        }
        return warnings;
    }
}
