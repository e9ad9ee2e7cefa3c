package io.gradus.app.exercise;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Makes the learner's file and the solution from one text, so that they cannot drift apart.
///
/// | line | learner's file | solution |
/// | --- | --- | --- |
/// | `CODE //= BLANK` | `BLANK`, indented alike | `CODE` |
/// | `CODE //-` | left out | `CODE` |
/// | `//+ CODE` | `CODE` | left out |
final class Template {
    private static final Pattern REPLACED = Pattern.compile("^(\\s*)(.*?) //= (.*)$");
    private static final Pattern ADDED = Pattern.compile("^(\\s*)//\\+ ?(.*)$");
    private static final Pattern STEP = Pattern.compile("^\\s*// Step (\\d+): (.*)$");
    private static final Pattern FORMULA = Pattern.compile("^\\s*// {5}(.*)$");
    private static final String SOLUTION_ONLY = " //-";

    private Template() {}

    static String starter(String text) {
        return text.lines()
                .filter(line -> !line.endsWith(SOLUTION_ONLY))
                .map(line -> REPLACED.matcher(line).replaceFirst("$1$3"))
                .map(line -> ADDED.matcher(line).replaceFirst("$1$2"))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    static String solution(String text) {
        return text.lines()
                .filter(line -> !ADDED.matcher(line).matches())
                .map(line -> REPLACED.matcher(line).replaceFirst("$1$2"))
                .map(line ->
                        line.endsWith(SOLUTION_ONLY) ? line.substring(0, line.length() - SOLUTION_ONLY.length()) : line)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    static List<Step> steps(String text) {
        List<Step> steps = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher step = STEP.matcher(lines.get(i));
            if (step.matches()) {
                List<String> formula = new ArrayList<>();
                Matcher line = FORMULA.matcher(lines.get(i + 1));
                for (int next = i + 2; line.matches(); next++) {
                    formula.add(line.group(1));
                    line = FORMULA.matcher(lines.get(next));
                }
                steps.add(new Step(Integer.parseInt(step.group(1)), step.group(2), formula));
            }
        }
        return List.copyOf(steps);
    }
}
