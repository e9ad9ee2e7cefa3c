package io.gradus.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gradus.layer.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The same data, settings and seed give the same model, bit for bit.
class ReproducibleModelTest {
    /// What users' models depend on: these change only together with an entry in the CHANGELOG that says that models
    /// of this version differ in their bits from those of the one before.
    private static final Map<String, String> PINNED = pinned();

    /// The first so many are the small ones.
    private static final int SMALL = 6;

    private static Map<String, String> pinned() {
        Map<String, String> pinned = new LinkedHashMap<>();
        pinned.put("notebook", "b61e1e325bad6bbc827dcdee7a5e56e43a18f1fb62e92a44c9e0f68eeadb7f7f");
        pinned.put("deep", "2e3e3a9dfcc3b53ea41c5f8f720419369fd18721ecd6f0bdacd8468d7b4ac87f");
        pinned.put("deep in float", "e97146f6b9bfbfa7ba6feaa5f21f20d339ce10791193db90bed2465060a730ea");
        pinned.put("regression", "4a958d776273f831ac3fe4a78b30393039a7c8574ec8fd79de4db1346c124efe");
        pinned.put("normalised", "f9cab54e9895b694215df9ac4e3901931c8ba96c022e151407c6521462bbb950");
        pinned.put("normalised, in float", "b204245c3e052c4493773d5c02019b989210866f69558360fcf1fcdfbaec2737");
        pinned.put("wide", "7b2a80bdcdaecdb1f4ff375bc0bacf46429be13a90e691bad63151488688f9a6");
        pinned.put("wide in float", "6d8384c109619fd11f12f34c985e220fccc0fef4519897b81436d9b65fa40be1");
        pinned.put("wide, one row a step", "8c57a8e5e30eab76ac03c79120bff4e81914080d4aef6d7431bf58f8b327d9cb");
        pinned.put(
                "wide, one row a step, in float", "590318f86e05520c0768952e9dc5efadf5abba88eac689ca60df21f805d4bd56");
        pinned.put("wide, normalised", "b1fe4cc4f5ce7ba2bce34db572f643d6d33d00cee46eaae564af03854bfc7dfc");
        pinned.put("wide, normalised, in float", "a81f0b348695cfa8ffbbbb797f63a5dc1626b0835663332460e38338bb86fc06");
        return pinned;
    }

    @TempDir
    private Path folder;

    @Test
    void fixedTrainingsHaveTheirPinnedBits() {
        Map<String, String> hashes = FixedTrainings.small(2);
        hashes.putAll(FixedTrainings.large(2));
        assertThat(hashes).isEqualTo(PINNED);
    }

    @Test
    void sameSeedGivesTheSameFile() throws IOException {
        Path one = folder.resolve("one.gradus");
        Path other = folder.resolve("other.gradus");
        FixedTrainings.deep(Precision.FLOAT, 2).model().save(one);
        FixedTrainings.deep(Precision.FLOAT, 2).model().save(other);
        assertThat(Files.readAllBytes(one)).isEqualTo(Files.readAllBytes(other));
    }

    /// One row: options of the JVM, which trainings, threads, and the kernels that it must say it uses. The widths of
    /// SIMD by limiting the instruction set; the interpreter and the compiler that does not optimise much, which may
    /// neither contract, reorder nor widen; the kernels without the Vector API.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-XX:UseAVX=3 -Dgradus.kernels=vector | all | 1 | vector 512",
                "-XX:UseAVX=2 -Dgradus.kernels=vector | all | 1 | vector 256",
                "-XX:UseAVX=1 -Dgradus.kernels=vector | all | 2 | vector 128",
                "-XX:MaxVectorSize=16 -Dgradus.kernels=vector | all | 1 | vector 128",
                "-Xms64m                       | all   | 2 | vector", // portable at first
                "-Dgradus.kernels=vector       | all   | 1 | vector",
                "-Dgradus.kernels=vector       | all   | 2 | vector",
                "-Dgradus.kernels=vector       | all   | 3 | vector",
                "-Dgradus.kernels=vector       | all   | 7 | vector",
                "-Dgradus.kernels=portable     | all   | 2 | portable",
                "-Dgradus.kernels=naive        | all   | 3 | naive",
                "-Xint -Dgradus.kernels=vector | small | 1 | vector",
                "-XX:TieredStopAtLevel=1 -Dgradus.kernels=vector | small | 2 | vector",
                "-Dgradus.kernels=portable -Xint | small | 1 | portable",
                "-XX:UseAVX=0 -Dgradus.kernels=vector | tiny  | 1 | vector 128",
            })
    void anotherJvmGivesTheSameBits(String options, String which, int threads, String kernels)
            throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Path errors = folder.resolve("errors");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options.split(" ")));
        command.addAll(List.of(
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                FixedTrainings.class.getName(),
                which,
                String.valueOf(threads)));
        Process process = new ProcessBuilder(command)
                .redirectError(errors.toFile())
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(120, TimeUnit.SECONDS);
        process.destroyForcibly();
        String text = Files.readString(output);
        assertThat(ended)
                .as("java %s ended within two minutes; it printed %s", options, text)
                .isTrue();
        // Without the CPU's fma, which UseAVX=0 also takes away, the user is told, once.
        assertThat(Files.readString(errors).split("no fused multiply-add", -1).length - 1)
                .isEqualTo(options.startsWith("-XX:UseAVX=0") ? 1 : 0);
        List<String> lines = text.lines().toList();
        assumeTrue(
                !kernels.equals("vector 512") || !lines.getFirst().equals("vector 256"),
                "skipped: this CPU has no vectors of 512 bits");
        assertThat(lines.getFirst()).startsWith(kernels);
        assertThat(lines.subList(1, lines.size()))
                .containsExactlyElementsOf(PINNED.entrySet().stream()
                        .limit(
                                switch (which) {
                                    case "all" -> PINNED.size();
                                    case "small" -> SMALL;
                                    default -> 1;
                                })
                        .map(pin -> pin.getKey() + " " + pin.getValue())
                        .toList());
    }
}
