package io.gradus.app.exercise;

import io.gradus.app.check.Html;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Grades as one page that needs nothing else: no script, no network.
public final class GradePage {
    private static final String STYLE = """
            body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; color: #222; background: #fff; }
            table { border-collapse: collapse; width: 100%; margin: 1rem 0 2rem; }
            th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid #ddd; }
            td.text { overflow-wrap: anywhere; min-width: 14rem; }
            td.n, th.n { text-align: right; white-space: nowrap; }
            .pass { color: #0a6b2d; } .fail, .refused { color: #a3160f; } .inconclusive, .blank { color: #7a5500; }
            @media (prefers-color-scheme: dark) {
              body { color: #ddd; background: #181818; } th, td { border-color: #444; }
              .pass { color: #6fd08c; } .fail, .refused { color: #ff8f86; } .inconclusive, .blank { color: #e3b341; }
            }
            """;

    private GradePage() {}

    public static String of(List<Grade> grades) {
        StringBuilder page = new StringBuilder();
        page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<title>Grades</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<h1>Grades</h1>\n");
        page.append("<p>%d submissions, %d of them right in every part.</p>\n"
                .formatted(
                        grades.size(),
                        grades.stream()
                                .filter(grade -> grade.verdict().equals("pass"))
                                .count()));
        students(page, grades);
        page.append("<h2>Submissions</h2>\n");
        header(page, "Student", "File", "Exercise", "#Points", "Verdict", "Parts", "Diagnosis");
        for (Grade grade : grades) {
            row(page, grade);
        }
        page.append("</table>\n").append(rubric()).append("</body>\n</html>\n");
        return page.toString();
    }

    private static void students(StringBuilder page, List<Grade> grades) {
        Map<String, Integer> points = new LinkedHashMap<>();
        for (Grade grade : grades) {
            points.merge(grade.student(), grade.points(), Integer::sum);
        }
        if (points.size() > 1) {
            page.append("<h2>Students</h2>\n");
            header(page, "Student", "#Points");
            points.forEach((student, sum) -> page.append("<tr><td>")
                    .append(Html.escape(student))
                    .append("</td><td class=\"n\">")
                    .append(sum)
                    .append("</td></tr>\n"));
            page.append("</table>\n");
        }
    }

    /// A table's first row; # marks a column of numbers.
    private static void header(StringBuilder page, String... names) {
        page.append("<table>\n<tr>");
        for (String name : names) {
            page.append(name.startsWith("#") ? "<th class=\"n\">" + name.substring(1) : "<th>" + name)
                    .append("</th>");
        }
        page.append("</tr>\n");
    }

    private static void row(StringBuilder page, Grade grade) {
        Judgement judgement = grade.judgement();
        String exercise = judgement == null
                ? ""
                : judgement.assignment().number() + ", "
                        + judgement.assignment().title();
        String points = judgement == null ? "0" : "%d of %d".formatted(grade.points(), grade.of());
        String parts = judgement == null
                ? ""
                : judgement.parts().stream()
                        .map(part -> "%s %d/%d".formatted(part.name(), part.points(), part.of()))
                        .collect(Collectors.joining(", "));
        page.append("<tr><td>%s</td><td>%s</td><td>%s</td><td class=\"n\">%s</td><td class=\"%s\">%s</td>"
                        .formatted(
                                Html.escape(grade.student()),
                                Html.escape(grade.file()),
                                Html.escape(exercise),
                                points,
                                grade.verdict(),
                                grade.verdict()))
                .append("<td>%s</td><td class=\"text\">%s</td></tr>\n"
                        .formatted(Html.escape(parts), Html.escape(grade.diagnosis())));
    }

    private static String rubric() {
        return """
                <h2>Rubric</h2>
                <p>%d point for a file that compiles and uses only what an exercise may; %d for running to the end within the limits,
                without an exception and without changing what is not its to change; %d for each block of the gradient that is right
                for all numbers it was tried with (%d if it is wrong only because of an earlier mistake); %d for each block of the
                step of gradient descent, %d each for velocity and parameters with momentum. A file whose blanks are all still blank
                gets none.</p>
                """.formatted(
                        Judgement.COMPILES,
                        Judgement.RUNS,
                        Judge.BLOCK_POINTS,
                        Judge.CONSEQUENCE_POINTS,
                        UpdateJudge.BLOCK_POINTS,
                        UpdateJudge.MOMENTUM_POINTS);
    }
}
