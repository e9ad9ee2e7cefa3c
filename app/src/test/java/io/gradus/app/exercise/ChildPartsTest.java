package io.gradus.app.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What runs in the other processes, here in this one; and what they say, where it is not what was agreed.
class ChildPartsTest {
    private static Compilation compile(String source) throws IOException {
        byte[] request = Frames.bytes(out -> Frames.writeBlock(out, source.getBytes(StandardCharsets.UTF_8)));
        Compilation made = Frames.parse(request, CompilerMain::compile);
        return Frames.parse(Frames.bytes(made::writeTo), Compilation::read);
    }

    @Test
    void compilesAndRunsASolution() throws IOException {
        for (Assignment assignment : Assignment.values()) {
            List<Case> cases = Case.of(assignment);
            List<Job> jobs =
                    new java.util.ArrayList<>(cases.stream().map(Case::job).toList());
            jobs.addAll(Case.updates(assignment));
            String name = assignment.fileName().replace(".java", "");
            RunRequest request = new RunRequest(compile(assignment.solution()).classes(), name, jobs);
            RunRequest received = Frames.parse(Frames.bytes(request::writeTo), RunRequest::read);
            Answers answers = new Runner(received).run(new LimitedOutput(() -> {}));
            Answers back = Frames.parse(Frames.bytes(answers::writeTo), Answers::read);
            assertThat(new Judge(assignment, cases, Case.updates(assignment), back)
                            .judge()
                            .points())
                    .isEqualTo(assignment == Assignment.NOTEBOOK || assignment == Assignment.THREE_LAYERS ? 14 : 10);
        }
    }

    @Test
    void keepsTheFirstErrors() throws IOException {
        Compilation failed = compile("class A { int a = b;\n int c = d; }");
        assertThat(failed.classes()).isEmpty();
        assertThat(failed.errors())
                .containsExactly(
                        new Compilation.Fault(1, "cannot find symbol, symbol: variable b, location: class A"),
                        new Compilation.Fault(2, "cannot find symbol, symbol: variable d, location: class A"));
    }

    /// The second fence: what the check of the bytecode might overlook cannot be loaded.
    @Test
    void theLoaderShowsOnlyWhatIsAllowed() throws Exception {
        LearnerClasses loader = new LearnerClasses(compile("class A { Object f() { return new java.io.File(\"a\"); } }")
                .classes());
        Class<?> a = loader.loadClass("A");
        assertThat(a.getClassLoader()).isSameAs(loader);
        assertThatThrownBy(() -> loader.loadClass("java.io.File"))
                .isInstanceOf(ClassNotFoundException.class)
                .hasMessage("java.io.File, which an exercise may not use");
        assertThat(loader.loadClass("java.util.function.DoubleUnaryOperator")).isNotNull();
        assertThatThrownBy(() -> loader.loadClass("io.gradus.app.Main")).isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void keepsTheBeginningOfWhatIsPrinted() {
        int[] calls = {0};
        LimitedOutput output = new LimitedOutput(() -> calls[0]++);
        output.stream().print("é".repeat(1500));
        assertThat(output.text()).hasSize(1001).endsWith("…");
        output.stream().print("x".repeat(LimitedOutput.MOST));
        assertThat(calls[0]).isPositive();
    }

    @Test
    void framesThatClaimTooMuchAreRefused() throws IOException {
        byte[] huge = ByteBuffer.allocate(8).putInt(Integer.MAX_VALUE).array();
        assertThatThrownBy(() -> Frames.read(new ByteArrayInputStream(huge))).hasMessage("a block of 2147483647 bytes");
        assertThatThrownBy(() -> Frames.parse(huge, Frames::numbers)).hasMessage("a list of 2147483647");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Frames.write(out, new byte[] {1, 2});
        assertThat(Frames.read(new ByteArrayInputStream(out.toByteArray()))).containsExactly(1, 2);
    }

    @Test
    void limitsAreChecked() {
        assertThatThrownBy(() -> Limits.standard().withSeconds(0))
                .hasMessage("--limit: expected seconds above 0, at most 3600, got 0.0");
        assertThatThrownBy(() -> new Limits(Duration.ofSeconds(1), 1))
                .hasMessage("heap: expected at least 16 MB, got 1");
    }
}
