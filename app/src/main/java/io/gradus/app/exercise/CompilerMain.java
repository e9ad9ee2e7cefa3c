package io.gradus.app.exercise;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/// The process that compiles: source text in, class files or errors out, one after the other, all in memory.
///
/// A process of its own because a source can be written to keep the compiler busy for ever or to eat its memory.
final class CompilerMain {
    private static final int MOST_ERRORS = 5;
    private static final String EXERCISE_PACKAGE = "io.gradus.exercise";

    private CompilerMain() {}

    public static void main(String[] args) throws IOException {
        InputStream in = new FileInputStream(FileDescriptor.in);
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        while (true) {
            byte[] request;
            try {
                request = Frames.read(in);
            } catch (EOFException e) {
                // The parent has ended. Not return: a source may keep the compiler busy for ever.
                Runtime.getRuntime().halt(0);
                return;
            }
            // The next request comes only after the answer to this one.
            Thread.ofPlatform().daemon().start(() -> answer(request, out));
        }
    }

    private static void answer(byte[] request, OutputStream out) {
        try {
            Compilation result = Frames.parse(request, CompilerMain::compile);
            Frames.write(out, Frames.bytes(result::writeTo));
        } catch (OutOfMemoryError e) {
            Runtime.getRuntime().halt(ChildProcess.OUT_OF_MEMORY);
        } catch (IOException e) {
            Runtime.getRuntime().halt(1); // the parent has ended
        }
    }

    /// Compiles one source text.
    ///
    /// @param in the text in UTF-8, as a block
    static Compilation compile(DataInputStream in) throws IOException {
        String source = new String(Frames.block(in), StandardCharsets.UTF_8);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            return Compilation.failed(0, "this Java has no compiler: a JDK is needed");
        }
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        try (StandardJavaFileManager files =
                        compiler.getStandardFileManager(found, Locale.ROOT, StandardCharsets.UTF_8);
                Memory memory = new Memory(files)) {
            boolean done = compiler.getTask(
                            Writer.nullWriter(),
                            memory,
                            found,
                            List.of("-proc:none", "-g", "-Xlint:none", "-Xmaxerrs", Integer.toString(MOST_ERRORS)),
                            null,
                            List.of(new Source(source)))
                    .call();
            return done ? new Compilation(memory.classes(), List.of()) : Compilation.failed(errors(found));
        } catch (IllegalStateException | StackOverflowError e) {
            return Compilation.failed(0, "the compiler gave up: something in it is nested too deeply");
        }
    }

    private static List<Compilation.Fault> errors(DiagnosticCollector<JavaFileObject> found) {
        List<Compilation.Fault> errors = found.getDiagnostics().stream()
                .filter(one -> one.getKind() == Diagnostic.Kind.ERROR)
                .limit(MOST_ERRORS)
                .map(one -> new Compilation.Fault(
                        (int) Math.max(one.getLineNumber(), 0), oneLine(one.getMessage(Locale.ROOT))))
                .toList();
        return errors.isEmpty()
                ? List.of(new Compilation.Fault(0, "the compiler gave up: something in it is nested too deeply"))
                : errors;
    }

    /// javac's messages go over several lines: `cannot find symbol`, `symbol: variable d`, `location: class X`.
    private static String oneLine(String message) {
        return String.join(", ", message.strip().split("\\s*\\R\\s*", -1)).replaceAll(" {2,}", " ");
    }

    /// The text to compile. Its file may have any name, whatever class is in it: learning platforms rename files.
    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///Exercise.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }

        @Override
        public boolean isNameCompatible(String simpleName, Kind kind) {
            return kind == Kind.SOURCE;
        }
    }

    /// Keeps class files in memory, and shows of the class path only what exercises are written against.
    private static final class Memory extends ForwardingJavaFileManager<StandardJavaFileManager> {
        private final Map<String, ByteArrayOutputStream> written = new TreeMap<>();

        Memory(StandardJavaFileManager files) {
            super(files);
        }

        Map<String, byte[]> classes() {
            Map<String, byte[]> classes = new TreeMap<>();
            written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
            return classes;
        }

        @Override
        public Iterable<JavaFileObject> list(
                Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse)
                throws IOException {
            return location == StandardLocation.CLASS_PATH && !packageName.equals(EXERCISE_PACKAGE)
                    ? List.of()
                    : super.list(location, packageName, kinds, recurse);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                JavaFileManager.Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + className.replace('.', '/') + ".class"), kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    written.put(className, bytes);
                    return bytes;
                }
            };
        }
    }
}
