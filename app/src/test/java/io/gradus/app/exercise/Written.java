package io.gradus.app.exercise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Files of exercises as a learner might write them.
final class Written {
    private static final String FIRST_STATEMENT = "        // Forward pass, given: x → z2 → a2 → z3 → y.\n";
    private static final String LAST_METHOD = "    /** σ(z) = 1 / (1 + e⁻ᶻ). */\n";

    private Written() {}

    /// The first exercise, solved, with statements put before the first of its backward pass.
    static String statements(String statements) {
        return replaced(Assignment.NOTEBOOK, FIRST_STATEMENT, statements + "\n" + FIRST_STATEMENT);
    }

    /// The first exercise, solved, with members added to its class.
    static String members(String members) {
        return replaced(Assignment.NOTEBOOK, LAST_METHOD, members + "\n" + LAST_METHOD);
    }

    /// A solution with one text replaced, everywhere.
    static String replaced(Assignment assignment, String text, String replacement) {
        String solution = assignment.solution();
        if (!solution.contains(text)) {
            throw new IllegalArgumentException("not in the solution: " + text);
        }
        return solution.replace(text, replacement);
    }

    static Path write(Path folder, String name, String text) {
        try {
            return Files.writeString(Files.createDirectories(folder).resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
