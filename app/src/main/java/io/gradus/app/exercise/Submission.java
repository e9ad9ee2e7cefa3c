package io.gradus.app.exercise;

import io.gradus.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// A file that was handed in.
///
/// @param student the name of its folder, "" for a file that lies in none
/// @param name of the file
/// @param path where it is
record Submission(String student, String name, Path path) {
    private static final Comparator<Submission> ORDER =
            Comparator.comparing(Submission::student).thenComparing(Submission::name);

    /// The Java files of a folder and of the folders in it, by student and name. Hidden ones are left out.
    ///
    /// @throws InputException if there is no such folder, or none in it
    static List<Submission> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InputException(
                    folder.toString(),
                    Files.exists(folder) ? "not a folder" : "no such folder",
                    "check the path; a relative one starts at the working directory");
        }
        List<Submission> submissions = new ArrayList<>();
        for (Path entry : entries(folder)) {
            if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                for (Path file : entries(entry)) {
                    add(submissions, fileName(entry), file);
                }
            } else {
                add(submissions, "", entry);
            }
        }
        if (submissions.isEmpty()) {
            throw new InputException(
                    folder.toString(),
                    "no .java file in it, nor in a folder in it",
                    "expected the files themselves, or a folder for each student");
        }
        submissions.sort(ORDER);
        return List.copyOf(submissions);
    }

    private static void add(List<Submission> submissions, String student, Path file) {
        String name = fileName(file);
        if (name.toLowerCase(Locale.ROOT).endsWith(".java") && !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            submissions.add(new Submission(student, name, file));
        }
    }

    private static List<Path> entries(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> !fileName(entry).startsWith(".")).toList();
        } catch (IOException e) {
            throw new InputException(folder.toString(), "cannot be read: " + e.getMessage(), "check its permissions");
        }
    }

    private static String fileName(Path path) {
        return String.valueOf(path.getFileName());
    }
}
