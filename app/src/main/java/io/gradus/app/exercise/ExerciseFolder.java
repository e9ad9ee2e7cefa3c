package io.gradus.app.exercise;

import io.gradus.InputException;
import io.gradus.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// The folder that a learner works in: a file for each exercise, and a README.
public final class ExerciseFolder {
    private ExerciseFolder() {}

    /// Writes the folder. Nothing is written over; if one of the files is there already, none is written.
    ///
    /// @param folder created if missing
    /// @throws InputException if a file is there already, or the folder cannot be made
    public static void create(Path folder) {
        Map<Path, String> files = new LinkedHashMap<>();
        files.put(folder.resolve("README.md"), AllowList.resource("learner-readme.md"));
        for (Assignment assignment : Assignment.values()) {
            files.put(folder.resolve(assignment.fileName()), assignment.starter());
        }
        for (Path file : files.keySet()) {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new InputException(
                        file.toString(), "there already, and is not written over", "name a new folder");
            }
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new InputException(
                    folder.toString(), "the folder cannot be made: " + e.getMessage(), "choose another place");
        }
        files.forEach(AtomicFile::writeText);
    }
}
