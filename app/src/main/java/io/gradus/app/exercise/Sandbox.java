package io.gradus.app.exercise;

import io.gradus.InputException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Compiles and runs what a learner wrote, each in another process. One compiler is kept for many files, for its start
/// takes a second; every run gets a process of its own.
///
/// For one thread.
final class Sandbox implements AutoCloseable {
    private static final int COMPILER_MEGABYTES = 192;

    private final Limits limits;
    private @Nullable ChildProcess compiler;

    Sandbox(Limits limits) {
        this.limits = limits;
    }

    /// Compiles a source.
    ///
    /// @param name of the file, for messages
    /// @throws InputException if it does not compile
    Map<String, byte[]> compile(String name, byte[] source) {
        ChildProcess process = compiler;
        if (process == null || !process.isAlive()) {
            process = new ChildProcess(CompilerMain.class, COMPILER_MEGABYTES);
            compiler = process;
        }
        Compilation result;
        try {
            byte[] answer = process.exchange(Frames.bytes(out -> Frames.writeBlock(out, source)), limits.time());
            result = Frames.parse(answer, Compilation::read);
        } catch (ChildProcess.Stopped e) {
            String what = e.tooLong()
                    ? "does not compile within " + limits.timeText()
                    : "does not compile: the compiler " + (e.outOfMemory() ? "ran out of memory" : "broke down");
            throw new InputException(name, what, "make it simpler");
        } catch (IOException e) {
            throw new IllegalStateException("the compiler's answer", e);
        }
        if (!result.errors().isEmpty()) {
            throw doesNotCompile(name, result.errors());
        }
        return result.classes();
    }

    private static InputException doesNotCompile(String name, List<Compilation.Fault> errors) {
        Compilation.Fault first = errors.getFirst();
        String more = errors.size() == 1 ? "" : " (and " + (errors.size() - 1) + " more)";
        return new InputException(
                first.line() == 0 ? name : name + ":" + first.line(),
                "does not compile: " + first.message() + more,
                "mend the first error first; others may go with it");
    }

    /// Runs an exercise. Whatever happens to it becomes an answer.
    Answers run(RunRequest request) {
        try (ChildProcess process = new ChildProcess(RunnerMain.class, limits.heapMegabytes())) {
            byte[] answer = process.exchange(Frames.bytes(request::writeTo), limits.time());
            return Frames.parse(answer, Answers::read);
        } catch (ChildProcess.Stopped e) {
            if (e.tooLong()) {
                return Answers.failed("does not end: it was stopped after " + limits.timeText());
            }
            return Answers.failed(e.outOfMemory() ? "ran out of memory" : "its process ended without an answer");
        } catch (IOException e) {
            return Answers.failed("its process gave an answer that cannot be read");
        }
    }

    @Override
    public void close() {
        if (compiler != null) {
            compiler.close();
        }
    }
}
