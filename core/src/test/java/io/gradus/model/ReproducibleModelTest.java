package io.gradus.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The same data, settings and seed give the same model, bit for bit.
class ReproducibleModelTest {
    /// What users' models depend on: these change only together with an entry in the CHANGELOG that says that models
    /// of this version differ in their bits from those of the one before.
    private static final Map<String, String> PINNED = pinned();

    private static Map<String, String> pinned() {
        Map<String, String> pinned = new LinkedHashMap<>();
        pinned.put("notebook", "b61e1e325bad6bbc827dcdee7a5e56e43a18f1fb62e92a44c9e0f68eeadb7f7f");
        pinned.put("deep", "2e3e3a9dfcc3b53ea41c5f8f720419369fd18721ecd6f0bdacd8468d7b4ac87f");
        pinned.put("regression", "4a958d776273f831ac3fe4a78b30393039a7c8574ec8fd79de4db1346c124efe");
        return pinned;
    }

    @TempDir
    private Path folder;

    @Test
    void fixedTrainingsHaveTheirPinnedBits() {
        assertThat(FixedTrainings.hashes()).isEqualTo(PINNED);
    }

    @Test
    void sameSeedGivesTheSameFile() throws IOException {
        Path one = folder.resolve("one.gradus");
        Path other = folder.resolve("other.gradus");
        FixedTrainings.deep().model().save(one);
        FixedTrainings.deep().model().save(other);
        assertThat(Files.readAllBytes(one)).isEqualTo(Files.readAllBytes(other));
    }

    /// The interpreter, and the compiler that does not optimise much: neither may contract, reorder or widen.
    @ParameterizedTest
    @ValueSource(strings = {"-Xint", "-XX:TieredStopAtLevel=1"})
    void anotherJvmGivesTheSameBits(String option) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        option,
                        "-cp",
                        System.getProperty("java.class.path"),
                        FixedTrainings.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        String text = Files.readString(output);
        assertThat(ended)
                .as("java %s ended within a minute; it printed %s", option, text)
                .isTrue();
        assertThat(text.lines())
                .containsExactlyElementsOf(PINNED.entrySet().stream()
                        .map(pin -> pin.getKey() + " " + pin.getValue())
                        .toList());
    }
}
