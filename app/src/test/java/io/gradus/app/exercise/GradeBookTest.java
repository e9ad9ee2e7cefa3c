package io.gradus.app.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A folder of submissions, good and bad.
class GradeBookTest {
    @TempDir
    private Path folder;

    private List<Grade> grade(double seconds) {
        return GradeBook.of(folder, Limits.standard().withSeconds(seconds), () -> {}, () -> false);
    }

    private void hostileClass() throws IOException {
        String solution = Assignment.NOTEBOOK.solution();
        Written.write(folder.resolve("anna"), "Exercise1Notebook.java", solution);
        Written.write(folder.resolve("anna"), "renamed_by_the_platform-2.java", Assignment.RELU.solution());
        Written.write(folder.resolve("ben"), "A.java", Written.statements("while (x.length > 0) {}"));
        Written.write(folder.resolve("ben"), "B.java", Written.statements("System.exit(0);"));
        Written.write(folder.resolve("ben"), "C.java", Written.statements("double[] all = new double[1_250_000_000];"));
        Written.write(folder.resolve("ben"), "D.java", "public class D {");
        Written.write(folder.resolve("=cmd()"), "E.java", Assignment.NOTEBOOK.starter());
        Written.write(
                folder.resolve("<b>"),
                "F.java",
                Written.replaced(Assignment.NOTEBOOK, "p.b2[j] - learningRate", "p.b2[j] + learningRate"));
        Written.write(folder, "G.java", Written.replaced(Assignment.NOTEBOOK, "x[i] * delta2[j]", "x[j] * delta2[i]"));
        Written.write(folder.resolve("ben"), "notes.txt", "not looked at");
        Written.write(folder.resolve(".git"), "H.java", "not looked at");
        Files.createSymbolicLink(folder.resolve("ben").resolve("I.java"), folder.resolve("G.java"));
        Files.createDirectories(folder.resolve("ben").resolve("J.java"));
        Files.write(
                folder.resolve("ben").resolve("K.java"),
                ("// \u00fc\n" + solution).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    }

    @Test
    void oneBadSubmissionStopsNoOther() throws IOException {
        hostileClass();
        List<Grade> grades = grade(3);
        // What the catalogue says of W2 is not this test's.
        assertThat(GradeCsv.of(grades).replaceAll("(?m)fail,\"?W2: .+$", "fail,W2 …"))
                .isEqualTo("""
                        student,file,exercise,points,of,compiles,runs,gradient,update,verdict,diagnosis
                        ,G.java,1,12,14,1,1,6,4,fail,W2 …
                        "<b>",F.java,1,13,14,1,1,8,3,fail,p.b2 moves the wrong way: the sign of its step is flipped.
                        "'=cmd()",E.java,1,0,14,0,0,0,0,blank,"Steps 1, 2, 3, 4 and 5 are still blank."
                        anna,Exercise1Notebook.java,1,14,14,1,1,8,4,pass,
                        anna,renamed_by_the_platform-2.java,4,10,10,1,1,8,0,pass,
                        ben,A.java,1,1,14,1,0,0,0,fail,A.java: does not end: it was stopped after 3 s.
                        ben,B.java,,0,,0,0,0,0,refused,"B.java:13: uses java.lang.System.exit, which an exercise may not"
                        ben,C.java,1,5,14,1,0,0,4,fail,C.java:13: ran out of memory.
                        ben,D.java,,0,,0,0,0,0,refused,D.java:1: does not compile: reached end of file while parsing
                        ben,I.java,,0,,0,0,0,0,refused,I.java: not a regular file
                        ben,K.java,1,14,14,1,1,8,4,pass,
                        """);
        String page = GradePage.of(grades);
        assertThat(page)
                .contains("<p>11 submissions, 3 of them right in every part.</p>")
                .contains("<td>&lt;b&gt;</td><td>F.java</td>")
                .contains("<td>anna</td><td class=\"n\">24</td>")
                .doesNotContain("<b>", "<script", "http:", "https:");
    }

    @Test
    void theSameFolderGivesTheSameBytes() {
        for (Assignment assignment : List.of(Assignment.NOTEBOOK, Assignment.MOMENTUM, Assignment.BATCH)) {
            Written.write(
                    folder.resolve("a"),
                    assignment.fileName(),
                    assignment.solution().replaceFirst("\\* 2", "* 3"));
        }
        List<Grade> first = grade(10);
        List<Grade> second = grade(10);
        assertThat(GradeCsv.of(second)).isEqualTo(GradeCsv.of(first)).doesNotContain(folder.toString());
        assertThat(GradePage.of(second)).isEqualTo(GradePage.of(first)).doesNotContain(folder.toString());
    }

    @Test
    void stopsWhenAsked() {
        Written.write(folder, "A.java", "");
        assertThat(GradeBook.of(folder, Limits.standard(), () -> {}, () -> true))
                .isEmpty();
    }

    @Test
    void refusesAFolderWithoutSubmissions() {
        assertThatThrownBy(() -> GradeBook.count(folder))
                .isInstanceOf(InputException.class)
                .hasMessage(folder + ": no .java file in it, nor in a folder in it");
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> GradeBook.count(missing)).hasMessage(missing + ": no such folder");
    }

    @Test
    void cellsCannotBeFormulas() {
        assertThat(GradeCsv.cell("=1+1")).isEqualTo("\"'=1+1\"");
        assertThat(GradeCsv.cell("@a")).isEqualTo("\"'@a\"");
        assertThat(GradeCsv.cell("-1")).isEqualTo("'-1");
        assertThat(GradeCsv.cell("a \"b\", c\n")).isEqualTo("\"a \"\"b\"\", c\n\"");
        assertThat(GradeCsv.cell("plain.java")).isEqualTo("plain.java");
    }
}
