package io.gradus.app.exercise;

import io.gradus.InputException;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A process of the same Java with a small heap, which answers frames with frames and is killed when it takes too long.
///
/// It ends by itself when its standard input ends, so it does not outlive this process, however this one ends.
final class ChildProcess implements AutoCloseable {
    /// With what code the child ends when memory runs out where nothing can be said any more: the JVM's own.
    static final int OUT_OF_MEMORY = 3;

    private static final int STACK_KILOBYTES = 1024;
    private static final Duration PATIENCE_AFTER_KILL = Duration.ofSeconds(10);

    private final Process process;

    /// Starts a class of this program.
    ///
    /// @param main its `main` reads frames from standard input
    /// @param heapMegabytes most memory for objects
    ChildProcess(Class<?> main, int heapMegabytes) {
        List<String> command = new ArrayList<>(List.of(
                java(),
                // The fastest to start: one collector thread, the first compiler, the JDK's own archive of classes.
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Xmx" + heapMegabytes + "m",
                "-Xss" + STACK_KILOBYTES + "k",
                "-XX:MaxMetaspaceSize=128m",
                "-XX:+SuppressFatalErrorMessage",
                "-XX:+DisableAttachMechanism",
                "-Dfile.encoding=UTF-8",
                "-cp",
                classPath().toString(),
                main.getName()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(new File(Objects.requireNonNull(System.getProperty("java.io.tmpdir"))))
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        // No JAVA_TOOL_OPTIONS, which would let the child print, and nothing of the user's to find.
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> !name.equalsIgnoreCase("SystemRoot"));
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new InputException(
                    command.getFirst(),
                    "cannot be started: " + e.getMessage(),
                    "checking an exercise takes a Java process of its own; free some memory");
        }
    }

    private static String java() {
        Path bin = Path.of(Objects.requireNonNull(System.getProperty("java.home")), "bin");
        return (Files.exists(bin.resolve("java.exe")) ? bin.resolve("java.exe") : bin.resolve("java")).toString();
    }

    /// The jar or folder that this class comes from.
    static Path classPath() {
        try {
            CodeSource source = Objects.requireNonNull(
                    ChildProcess.class.getProtectionDomain().getCodeSource());
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Sends a frame and waits for the answer.
    ///
    /// @throws Stopped if the process took too long, or ended without an answer; it is dead then
    byte[] exchange(byte[] request, Duration limit) throws Stopped {
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        // A thread of its own, for neither writing to a pipe nor reading from one can be interrupted.
        Thread.ofPlatform().daemon().name("gradus-child").start(() -> {
            try {
                Frames.write(process.getOutputStream(), request);
                answer.complete(Frames.read(process.getInputStream()));
            } catch (IOException e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            close();
            throw new Stopped(true, 0);
        } catch (ExecutionException e) {
            throw new Stopped(false, exitCode());
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new Stopped(true, 0);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    private int exitCode() {
        try {
            process.waitFor(PATIENCE_AFTER_KILL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
        return process.isAlive() ? -1 : process.exitValue();
    }

    /// Kills the process and what it started.
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(PATIENCE_AFTER_KILL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// The process did not answer.
    static final class Stopped extends Exception {
        private static final long serialVersionUID = 1L;

        private final boolean tooLong;
        private final int exitCode;

        Stopped(boolean tooLong, int exitCode) {
            super(tooLong ? "took too long" : "ended with exit code " + exitCode);
            this.tooLong = tooLong;
            this.exitCode = exitCode;
        }

        boolean tooLong() {
            return tooLong;
        }

        boolean outOfMemory() {
            return exitCode == OUT_OF_MEMORY;
        }
    }
}
