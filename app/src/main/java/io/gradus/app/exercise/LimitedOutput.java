package io.gradus.app.exercise;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// Takes what an exercise prints: keeps the beginning, and breaks the run off where it becomes too much.
final class LimitedOutput extends OutputStream {
    /// Most bytes that an exercise may print.
    static final int MOST = 1 << 20;

    private static final int KEPT = 2000;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final Runnable tooMuch;
    private long written;

    /// @param tooMuch what to do when more than [#MOST] bytes were printed
    LimitedOutput(Runnable tooMuch) {
        this.tooMuch = tooMuch;
    }

    PrintStream stream() {
        return new PrintStream(this, true, StandardCharsets.UTF_8);
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        kept.write(bytes, from, Math.min(length, KEPT - kept.size()));
        written += length;
        if (written > MOST) {
            tooMuch.run();
        }
    }

    /// The beginning of what was printed.
    String text() {
        return kept.toString(StandardCharsets.UTF_8) + (written > kept.size() ? "…" : "");
    }
}
