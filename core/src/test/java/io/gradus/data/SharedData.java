package io.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/// Data sets beside the repository, in the folder that the property `gradus.shared` names. Where `gradus.shared.required` is
/// true a missing file is a failure, else the test is reported as skipped.
final class SharedData {
    private SharedData() {}

    static Path file(String name) {
        Path file = Path.of(System.getProperty("gradus.shared", "../shared"), "data")
                .resolve(name);
        if (Boolean.getBoolean("gradus.shared.required")) {
            assertThat(file).exists();
        }
        assumeTrue(Files.exists(file), "not there: " + file);
        return file;
    }
}
