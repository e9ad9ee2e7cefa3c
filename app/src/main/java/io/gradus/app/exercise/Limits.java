package io.gradus.app.exercise;

import java.time.Duration;

/// What an exercise may take.
///
/// @param time for compiling it, and for all its runs together, start of the process included
/// @param heapMegabytes memory for objects, at least 16
public record Limits(Duration time, int heapMegabytes) {
    private static final int LEAST_HEAP = 16;

    public Limits {
        if (time.compareTo(Duration.ofMillis(1)) < 0 || time.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("limit: expected at most an hour, above 0, got " + time);
        }
        if (heapMegabytes < LEAST_HEAP) {
            throw new IllegalArgumentException("heap: expected at least 16 MB, got " + heapMegabytes);
        }
    }

    /// 10 seconds and 64 MB.
    public static Limits standard() {
        return new Limits(Duration.ofSeconds(10), 64);
    }

    /// The same with another time.
    ///
    /// @throws IllegalArgumentException if it is not above 0 and at most 3600
    public Limits withSeconds(double seconds) {
        if (!(seconds >= 0.001 && seconds <= 3600)) {
            throw new IllegalArgumentException("--limit: expected seconds above 0, at most 3600, got " + seconds);
        }
        return new Limits(Duration.ofMillis(Math.round(seconds * 1000)), heapMegabytes);
    }

    /// The time as text, such as `10 s`.
    String timeText() {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
