package io.gradus.app.exercise;

import io.gradus.gradient.Verdict;
import java.util.Locale;

/// One thing that an exercise is judged by, with its points.
///
/// @param name such as `W3`, or `update W3`
/// @param outcome what it came to
/// @param points got
/// @param of points there are
/// @param message a sentence on what is wrong, "" where nothing is
public record Part(String name, Outcome outcome, int points, int of, String message) {
    /// What a part comes to.
    public enum Outcome {
        PASS,
        FAIL,
        INCONCLUSIVE,
        /// Its blank, or one before it, is not filled in.
        BLANK,
        /// The exercise gave no numbers to judge.
        NOT_RUN;

        /// As reports write it.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        Verdict verdict() {
            return switch (this) {
                case PASS -> Verdict.PASS;
                case INCONCLUSIVE -> Verdict.INCONCLUSIVE;
                case FAIL, BLANK, NOT_RUN -> Verdict.FAIL;
            };
        }
    }
}
