package io.gradus.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    private Path folder;

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void createsAndReplacesFiles() throws IOException {
        Path file = folder.resolve("a.txt");

        AtomicFile.writeText(file, "grün");
        assertThat(file).hasBinaryContent(new byte[] {'g', 'r', (byte) 0xc3, (byte) 0xbc, 'n'});

        AtomicFile.write(file, new byte[] {1, 2});
        assertThat(file).hasBinaryContent(new byte[] {1, 2});
        assertThat(names()).containsExactly("a.txt");
    }

    @Test
    void showsTheOldContentUntilTheNewIsComplete() throws IOException {
        Path file = folder.resolve("a.txt");
        AtomicFile.writeText(file, "old");

        AtomicFile.write(file, out -> {
            out.write(new byte[100_000]);
            out.close(); // as a writer around the stream may do
            assertThat(file).hasContent("old");
            assertThat(names()).hasSize(2);
        });

        assertThat(file).hasBinaryContent(new byte[100_000]);
    }

    @Test
    void leavesTheOldContentAndNothingElseIfTheWriterThrows() throws IOException {
        Path file = folder.resolve("a.txt");
        AtomicFile.writeText(file, "old");

        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write(new byte[100_000]);
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(FileAccessException.class)
                .hasMessage(file + ": cannot be written: No space left on device")
                .hasCauseInstanceOf(IOException.class)
                .extracting(e -> ((FileAccessException) e).hint())
                .isEqualTo("choose another folder or make room there");
        IllegalStateException own = new IllegalStateException("own");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    throw own;
                }))
                .isSameAs(own);
        AssertionError fatal = new AssertionError("fatal");
        assertThatThrownBy(() -> AtomicFile.write(folder.resolve("new"), out -> {
                    throw fatal;
                }))
                .isSameAs(fatal);

        assertThat(file).hasContent("old");
        assertThat(names()).containsExactly("a.txt");
    }

    @Test
    void followsLinksAndKeepsThem() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real")).resolve("file");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("second"));
        Files.createSymbolicLink(folder.resolve("second"), Path.of("real", "file"));

        AtomicFile.writeText(link, "through a link whose file is not there yet");
        assertThat(real).hasContent("through a link whose file is not there yet");
        AtomicFile.writeText(link, "again");

        assertThat(real).hasContent("again");
        assertThat(link).isSymbolicLink();
        assertThat(folder.resolve("second")).isSymbolicLink();
        assertThat(names()).containsExactly("link", "real", "second");
    }

    @Test
    void refusesALoopOfLinks() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("a"), Path.of("b"));
        Files.createSymbolicLink(folder.resolve("b"), Path.of("a"));

        assertThatThrownBy(() -> AtomicFile.writeText(link, "x"))
                .isInstanceOf(FileAccessException.class)
                .hasMessage(link + ": cannot be written: a loop of symbolic links");
    }

    @Test
    void keepsThePermissionsOfTheFileAndGivesANewOneTheUsual() throws IOException {
        Assumptions.assumeTrue(
                Files.getFileAttributeView(folder, PosixFileAttributeView.class) != null,
                "skipped: this file system has no POSIX permissions");
        Path kept = folder.resolve("kept");
        AtomicFile.writeText(kept, "x");
        Files.setPosixFilePermissions(kept, PosixFilePermissions.fromString("rw-r----x"));
        Path usual = Files.createFile(folder.resolve("usual"));
        Path fresh = folder.resolve("fresh");

        AtomicFile.writeText(kept, "y");
        AtomicFile.writeText(fresh, "y");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
                .isEqualTo("rw-r----x");
        assertThat(Files.getPosixFilePermissions(fresh)).isEqualTo(Files.getPosixFilePermissions(usual));
    }

    @Test
    void writesStraightToADevice() throws IOException {
        Path device = Path.of("/dev/null");
        Assumptions.assumeTrue(Files.exists(device), "skipped: this system has no /dev/null");

        AtomicFile.writeText(device, "x");

        assertThat(Files.isRegularFile(device)).isFalse();
    }

    @Test
    void saysWhyAFileCannotBeWritten() throws IOException {
        Path missing = folder.resolve("no").resolve("a.txt");
        assertThatThrownBy(() -> AtomicFile.writeText(missing, "x"))
                .isInstanceOf(FileAccessException.class)
                .hasMessage(missing + ": the folder " + folder.resolve("no") + " does not exist")
                .extracting(e -> ((FileAccessException) e).hint())
                .isEqualTo("create it first, or choose another folder");
        assertThatThrownBy(() -> AtomicFile.writeText(folder, "x"))
                .isInstanceOf(FileAccessException.class)
                .hasMessage(folder + ": is a folder")
                .extracting(e -> ((FileAccessException) e).hint())
                .isEqualTo("name a file in it");
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> AtomicFile.writeText(file.resolve("a.txt"), "x"))
                .isInstanceOf(FileAccessException.class)
                .hasMessage(file.resolve("a.txt") + ": " + file + " is a file, not a folder");
    }

    @Test
    void survivesSeveralWritersOfOneFile() throws Exception {
        Path file = folder.resolve("a.txt");
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            byte[] content = "abcd".substring(t, t + 1).repeat(10_000).getBytes(StandardCharsets.US_ASCII);
            threads.add(Thread.ofVirtual().start(() -> {
                for (int i = 0; i < 10; i++) {
                    AtomicFile.write(file, content);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        String content = Files.readString(file);
        assertThat(content).isEqualTo(content.substring(0, 1).repeat(10_000));
        assertThat(names()).containsExactly("a.txt");
    }
}
