package io.gradus.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Same data, settings and seed, same bits: again, and in JVMs that compile otherwise.
class ReproducibleModelTest {
    /// They change only together with an entry in CHANGELOG.md that says so.
    private static final List<String> PINNED = List.of(
            "2cc1967a6aca2ec442ffbb64a2ae040275ef59f08c73f234072526db61d6499b",
            "98b4ea259c8b8e3023f56d02c984f18114d20297bb171fd45bf007f3d24aae1e",
            "5d8d36c8dc6cc90726c1cc2558de4c9d6a29a2ecd4623a4fe7e71f6b30d8df2a");

    @Test
    void fixedTrainingsHaveTheirPinnedHashes() {
        assertThat(FixedTrainings.hashes()).isEqualTo(PINNED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Xint", "-XX:TieredStopAtLevel=1", "-XX:-TieredCompilation"})
    void otherCompilersGiveTheSameBits(String option) throws IOException, InterruptedException {
        assertThat(hashesOfJvm(option)).isEqualTo(PINNED);
    }

    @Test
    void sameSeedGivesTheSameFileAndAnotherSeedAnother(@TempDir Path folder) throws IOException {
        byte[] first = file(folder, 42);
        assertThat(file(folder, 42)).isEqualTo(first);
        assertThat(file(folder, 43)).isNotEqualTo(first);
    }

    private static byte[] file(Path folder, long seed) throws IOException {
        Path file = folder.resolve("flowers.gradus");
        Recipe.builder("kind")
                .hidden(5)
                .epochs(3)
                .seed(seed)
                .build()
                .fit(MadeUp.flowers())
                .model()
                .save(file);
        return Files.readAllBytes(file);
    }

    private static List<String> hashesOfJvm(String option) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(option);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(FixedTrainings.class.getName());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output.lines().toList();
    }
}
