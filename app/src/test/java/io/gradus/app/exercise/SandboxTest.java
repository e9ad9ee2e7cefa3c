package io.gradus.app.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gradus.InputException;
import io.gradus.gradient.Verdict;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What an exercise may not do, and what becomes of one that tries; what it may do.
class SandboxTest {
    private static final ExerciseCheck CHECK = new ExerciseCheck(Limits.standard());
    private static final ExerciseCheck IMPATIENT =
            new ExerciseCheck(Limits.standard().withSeconds(1.5));

    @TempDir
    private Path folder;

    @AfterAll
    static void close() {
        CHECK.close();
        IMPATIENT.close();
    }

    private Judgement judge(String source) {
        return CHECK.check(Written.write(folder, "Mine.java", source));
    }

    private String refusal(String source) {
        Path file = Written.write(folder, "Mine.java", source);
        InputException refused = catchThrowableOfType(InputException.class, () -> CHECK.check(file));
        assertThat(refused).as(source).isNotNull();
        return String.valueOf(refused.getMessage()).replace(folder + "/", "");
    }

    // Line 13 is the first of backward.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "System.exit(0); | java.lang.System.exit",
                "Runtime.getRuntime().halt(0); | java.lang.Runtime",
                "Runnable r = () -> System.exit(0); r.run(); | java.lang.System.exit",
                "java.util.function.IntConsumer c = System::exit; c.accept(0); | java.lang.System.exit",
                "new Thread(() -> {}).start(); | java.lang.Thread",
                "Thread.ofVirtual().start(() -> {}); | java.lang.Thread$Builder$OfVirtual",
                "new java.io.File(\"a\").delete(); | java.io.File",
                "try { java.nio.file.Files.readString(java.nio.file.Path.of(\"a\")); } catch (Exception e) {} | java.nio.file.Files",
                "try { new java.io.PrintStream(\"a\"); } catch (Exception e) {} | new java.io.PrintStream",
                "new java.util.Formatter(); | java.util.Formatter",
                "try { new java.net.Socket(\"localhost\", 1); } catch (Exception e) {} | java.net.Socket",
                "try { new ProcessBuilder(\"ls\").start(); } catch (Exception e) {} | java.lang.ProcessBuilder",
                "try { Class.forName(\"java.lang.Runtime\"); } catch (Exception e) {} | java.lang.Class.forName",
                "Object o = String.class.getMethods(); | java.lang.Class.getMethods",
                "Object o = getClass(); | java.lang.Object.getClass",
                "Object o = java.lang.invoke.MethodHandles.lookup(); | java.lang.invoke.MethodHandles",
                "Object o = sun.misc.Unsafe.class; | sun.misc.Unsafe",
                "Object o = System.getenv(); | java.lang.System.getenv",
                "Object o = Integer.getInteger(\"java.version\"); | java.lang.Integer.getInteger",
                "Object o = System.in; | java.lang.System.in",
                "System.setOut(null); | java.lang.System.setOut",
                "double d = Math.random(); | java.lang.Math.random",
                "Object o = new java.util.Random(); | java.util.Random",
                "Object o = java.util.List.of(1).parallelStream(); | java.util.List.parallelStream",
                "Object o = java.util.stream.IntStream.of(1).parallel(); | java.util.stream.IntStream.parallel",
                "Object[] o = new ThreadLocal[1]; | java.lang.ThreadLocal",
                "Object o = (Object) x instanceof java.util.Timer; | java.util.Timer",
                "Object o = io.gradus.exercise.Blank.takeReached(); | io.gradus.exercise.Blank.takeReached",
                "try { wait(); } catch (InterruptedException e) {} | java.lang.Object.wait",
            })
    void refusesWithClassMethodAndLine(String statements, String named) {
        assertThat(refusal(Written.statements(statements)))
                .isEqualTo("Mine.java:13: uses %s, which an exercise may not", named);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "static { System.exit(0); } | Mine.java:74: uses java.lang.System.exit",
                "static class T extends Thread {} | Mine.java:74: uses java.lang.Thread",
                "static class L extends ClassLoader {} | Mine.java:74: uses java.lang.ClassLoader",
                "static class L extends java.util.ArrayList<String> {} | Mine.java: extends java.util.ArrayList",
                "protected void finalize() {} | Mine.java: declares a finalizer",
                "interface L extends java.util.List<String> { default Object f() { return parallelStream(); } } | Mine.java:74: uses Exercise1Notebook$L.parallelStream",
                "native void f(); | Mine.java: declares the native method f",
            })
    void refusesMembers(String members, String message) {
        assertThat(refusal(Written.members(members))).startsWith(message);
    }

    @Test
    void refusesAPackageThatIsNotALearners() {
        assertThat(refusal("package io.gradus.exercise;\n" + Assignment.NOTEBOOK.solution()))
                .isEqualTo("Mine.java: is in the package io.gradus.exercise, which an exercise may not");
    }

    @Test
    void theAppItselfIsNotToBeSeen() {
        assertThat(refusal(Written.statements("Object o = io.gradus.app.Main.class;")))
                .isEqualTo("Mine.java:13: does not compile: package io.gradus.app does not exist");
    }

    @Test
    void whatItMayDoPasses() {
        String members = """
                record Pair(double a, int b) {}
                enum Colour { RED, GREEN { @Override public String toString() { return "g"; } } }
                sealed interface Shape permits Dot, Line {}
                record Dot() implements Shape {}
                record Line(double length) implements Shape {}
                static class Wrong extends RuntimeException { Wrong(String s) { super(s); } }
                static double use(Object o) {
                    return switch (o) {
                        case Line(double length) when length > 1 -> length;
                        case Line l -> l.length();
                        case Dot d -> 0;
                        case Colour c when c == Colour.RED -> 1;
                        case String s -> s.length();
                        default -> throw new IllegalStateException("no " + o);
                    };
                }
                static int colour(Colour c) { return switch (c) { case RED -> 1; case GREEN -> 2; }; }
                """;
        String statements = """
                assert x.length == 2;
                java.util.List<Pair> pairs = new java.util.ArrayList<>(java.util.List.of(new Pair(1, 2), new Pair(1, 2)));
                pairs.removeIf(pair -> pair.b() > 2);
                double sum = pairs.stream().mapToDouble(Pair::a).sum() + use(new Line(2)) + use(new Dot()) + use("ab") + colour(Colour.GREEN);
                java.util.Map<String, double[]> map = new java.util.HashMap<>();
                map.computeIfAbsent("a", key -> new double[] {sum}).clone();
                try { throw new Wrong("w " + sum + " " + Colour.valueOf("RED") + pairs.get(0) + pairs.get(0).hashCode() + pairs.get(0).equals(pairs.get(1))); }
                catch (Wrong | ArithmeticException e) { System.out.printf("%s %.1f%n", e.getMessage(), sum); }
                System.arraycopy(x, 0, new double[2], 0, 2);
                StringBuilder text = new StringBuilder().append(Math.fma(1.0, 2.0, StrictMath.exp(1))).append(String.format("%d", 3));
                java.util.function.DoubleUnaryOperator f = Math::tanh;
                double[] mapped = java.util.Arrays.stream(x).map(f).toArray();
                """;
        Judgement judgement =
                judge(Written.members(members).replace("        // Forward pass, given", statements + "// Forward"));
        assertThat(judgement.problem()).isEmpty();
        assertThat(judgement.verdict()).isEqualTo(Verdict.PASS);
        assertThat(judgement.printed()).startsWith("w 8.0 REDPair[a=1.0, b=2]").contains("true 8.0");
    }

    @Test
    void anEndlessLoopIsStopped() {
        for (String source : new String[] {
            Written.statements("while (x.length > 0) {}"),
            Written.members("static { while (LOOP) {} }\nstatic final boolean LOOP = Boolean.parseBoolean(\"true\");")
                    .replace("while (LOOP)", "while (Math.abs(1) > 0)"),
            Written.statements("while (x.length > 0) { try { deep(); } catch (Throwable e) {} }")
                    .replace("    /** σ(z)", "    static void deep() { deep(); }\n    /** σ(z)"),
        }) {
            Judgement judgement = IMPATIENT.check(Written.write(folder, "Mine.java", source));
            assertThat(judgement.problem()).isEqualTo("does not end: it was stopped after 1500 ms");
            assertThat(judgement.points()).isEqualTo(1);
            assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
        }
    }

    @Test
    void tenGigabytesAreNotToBeHad() {
        assertThat(judge(Written.statements("double[] all = new double[1_250_000_000]; all[0] = 1;"))
                        .problem())
                .isEqualTo("ran out of memory");
        assertThat(judge(Written.statements(
                                        "var all = new java.util.ArrayList<double[]>(); while (true) { all.add(new double[1000]); }")
                                .replaceAll(
                                        "(?s)// Forward pass, given.*?(?=    }\n\n    @Override\n    public void update)",
                                        "\n"))
                        .problem())
                .isEqualTo("ran out of memory");
    }

    @Test
    void anUnboundedRecursionIsNamedWithItsLine() {
        Judgement judgement = judge(Written.statements("deep(1);")
                .replace("    /** σ(z)", "    static int deep(int n) { return 1 + deep(n + 1); }\n    /** σ(z)"));
        assertThat(ExerciseText.problem(judgement, "Mine.java"))
                .isEqualTo("Mine.java:75: StackOverflowError: a method calls itself without end");
    }

    @Test
    void aGigabyteOfTextIsBrokenOff() {
        assertThat(judge(Written.statements(
                                "for (int i = 0; i < 1_000_000; i++) System.out.println(\"x\".repeat(1000));"))
                        .problem())
                .isEqualTo("printed more than 1024 KB");
    }

    @Test
    void whatAConstructorOrAnInitialiserThrowsIsShown() {
        assertThat(judge(Written.members("public Exercise1Notebook() { throw new IllegalStateException(\"no\"); }"))
                        .problem())
                .isEqualTo("IllegalStateException: no");
        assertThat(judge(Written.members("static int zero = 0; static int i = 1 / zero;"))
                        .problem())
                .isEqualTo("ArithmeticException: / by zero");
        assertThat(judge(Written.members("public Exercise1Notebook(int i) {}")).problem())
                .isEqualTo("the class Exercise1Notebook has no constructor without parameters");
        assertThat(judge(Written.members(
                                        "static class Odd extends RuntimeException { public String getMessage() { throw this; } }")
                                .replace("        // Forward pass, given", "if (x.length > 0) throw new Odd();\n//"))
                        .problem())
                .isEqualTo("threw something that cannot be described");
    }

    @Test
    void compileErrorsHaveTheirLine() {
        assertThat(refusal(Written.statements("double d = a;")))
                .isEqualTo("Mine.java:13: does not compile: cannot find symbol, symbol: variable a, "
                        + "location: class Exercise1Notebook");
        assertThat(refusal("class X {")).isEqualTo("Mine.java:1: does not compile: reached end of file while parsing");
        assertThat(refusal("class X {}")).isEqualTo("Mine.java: no class in it implements an exercise");
        assertThat(refusal("module a {}")).isEqualTo("Mine.java: no class in it implements an exercise");
    }

    @ParameterizedTest
    @ValueSource(ints = {30_000, 70_000})
    void manyConstantsAreCompiledOrRefused(int constants) {
        StringBuilder members = new StringBuilder();
        for (int method = 0; method * 1000 < constants; method++) {
            members.append("static double c").append(method).append("() { double s = 0;");
            for (int i = 0; i < 1000; i++) {
                members.append("s+=").append(method * 1000 + i).append(".5;");
            }
            members.append("return s; }\n");
        }
        if (constants < 40_000) {
            assertThat(judge(Written.members(members.toString())).verdict()).isEqualTo(Verdict.PASS);
        } else {
            assertThat(refusal(Written.members(members.toString()))).contains("does not compile: too many constants");
        }
    }

    @Test
    void aSourceThatBreaksTheCompilerIsRefusedAndTheNextOneIsJudged() {
        String nested = "(".repeat(20_000) + "1" + ")".repeat(20_000);
        assertThat(refusal(Written.statements("int i = " + nested + ";"))).contains("does not compile");
        assertThat(judge(Assignment.NOTEBOOK.solution()).verdict()).isEqualTo(Verdict.PASS);
    }

    /// No compiler starts within 5 ms: it stands for a source that keeps one busy.
    @Test
    void aCompilerThatTakesTooLongIsStopped() {
        Path file = Written.write(folder, "Mine.java", Assignment.NOTEBOOK.solution());
        try (ExerciseCheck hasty = new ExerciseCheck(Limits.standard().withSeconds(0.005))) {
            for (int time = 0; time < 2; time++) {
                assertThat(catchThrowableOfType(InputException.class, () -> hasty.check(file)))
                        .hasMessage(file + ": does not compile within 5 ms");
            }
        }
    }

    @Test
    void filesThatAreNoneAreRefused() {
        Path missing = folder.resolve("None.java");
        assertThat(catchThrowableOfType(InputException.class, () -> CHECK.check(missing)))
                .hasMessage(missing + ": no such file");
        assertThat(refusal("/*" + "x".repeat(ExerciseCheck.LONGEST_FILE) + "*/"))
                .isEqualTo("Mine.java: larger than 1 MB");
    }
}
