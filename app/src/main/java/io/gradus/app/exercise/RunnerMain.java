package io.gradus.app.exercise;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// The process that runs an exercise: one request in, one answer out, and it ends.
///
/// Its standard output carries the answer alone; what the exercise prints goes elsewhere, and the exercise has no way to
/// the real one.
final class RunnerMain {
    /// The stack of the thread that runs the exercise, in bytes.
    private static final long STACK = 1 << 20;

    private RunnerMain() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        InputStream in = new FileInputStream(FileDescriptor.in);
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        RunRequest request = Frames.parse(Frames.read(in), RunRequest::read);
        Thread.ofPlatform().daemon().start(() -> endWith(in));
        LimitedOutput printed = new LimitedOutput(() ->
                end(out, Answers.failed("printed more than %d KB".formatted(LimitedOutput.MOST / 1024))));
        System.setIn(InputStream.nullInputStream());
        System.setOut(printed.stream());
        System.setErr(System.out);
        Thread exercise = new Thread(null, () -> end(out, new Runner(request).run(printed)), "exercise", STACK);
        exercise.start();
        exercise.join();
        Runtime.getRuntime().halt(ChildProcess.OUT_OF_MEMORY); // the answer itself found no memory any more
    }

    private static void end(OutputStream out, Answers answers) {
        try {
            Frames.write(out, Frames.bytes(answers::writeTo));
        } catch (IOException e) {
            Runtime.getRuntime().halt(1); // the parent has ended
        }
        // Not exit: nothing of the exercise may run any more.
        Runtime.getRuntime().halt(0);
    }

    /// Ends when the parent does.
    private static void endWith(InputStream in) {
        try {
            while (in.read() >= 0) {
                // nothing more is said; this waits for the end
            }
        } catch (IOException e) {
            // that is an end too
        }
        Runtime.getRuntime().halt(1);
    }
}
