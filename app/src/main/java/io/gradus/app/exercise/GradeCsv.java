package io.gradus.app.exercise;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Grades as CSV, safe to open in a spreadsheet: what could be taken for a formula gets a quotation mark before it.
public final class GradeCsv {
    private static final String FORMULA_STARTS = "=+-@\t\r";

    private GradeCsv() {}

    /// A header, then a line for each grade.
    public static String of(List<Grade> grades) {
        StringBuilder text = new StringBuilder();
        text.append("student,file,exercise,points,of,compiles,runs,gradient,update,verdict,diagnosis\n");
        for (Grade grade : grades) {
            Judgement judgement = grade.judgement();
            text.append(Stream.of(
                                    grade.student(),
                                    grade.file(),
                                    judgement == null
                                            ? ""
                                            : judgement.assignment().number(),
                                    grade.points(),
                                    grade.of() == 0 ? "" : grade.of(),
                                    judgement == null ? 0 : judgement.compiles(),
                                    judgement == null ? 0 : judgement.runs(),
                                    grade.points(false),
                                    grade.points(true),
                                    grade.verdict(),
                                    grade.diagnosis())
                            .map(cell -> cell(cell.toString()))
                            .collect(Collectors.joining(",")))
                    .append('\n');
        }
        return text.toString();
    }

    static String cell(String text) {
        String safe = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return safe.matches("[\\p{L}\\p{N} ._:;()'-]*") ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }
}
