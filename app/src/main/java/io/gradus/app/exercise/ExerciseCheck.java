package io.gradus.app.exercise;

import io.gradus.InputException;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Checks the file of an exercise: compiles it, refuses what it may not do, runs it in a process of its own, and judges
/// the numbers that it gives.
///
/// For one thread; holds a compiler until it is closed.
public final class ExerciseCheck implements AutoCloseable {
    /// Longest file, in bytes.
    static final int LONGEST_FILE = 1 << 20;

    private final Sandbox sandbox;

    public ExerciseCheck(Limits limits) {
        sandbox = new Sandbox(limits);
    }

    /// Checks one file.
    ///
    /// @throws InputException if the file cannot be read, does not compile, is not an exercise, or uses what an
    ///     exercise may not
    public Judgement check(Path file) {
        String name = file.toString();
        Map<String, byte[]> classes = sandbox.compile(name, source(file));
        BytecodeCheck.of(classes).ifPresent(refusal -> {
            throw new InputException(
                    refusal.line() == 0 ? name : name + ":" + refusal.line(),
                    refusal.what(),
                    "what it may use: Math, text, arrays, collections, System.out");
        });
        return judge(name, classes);
    }

    private static byte[] source(Path file) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new InputException(
                    file.toString(),
                    Files.exists(file) ? "not a regular file" : "no such file",
                    "check the path; a relative one starts at the working directory");
        }
        try {
            if (Files.size(file) > LONGEST_FILE) {
                throw new InputException(file.toString(), "larger than 1 MB", "an exercise is a few kilobytes of Java");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new InputException(file.toString(), "cannot be read: " + e.getMessage(), "check its permissions");
        }
    }

    private Judgement judge(String file, Map<String, byte[]> classes) {
        String main = "";
        TreeSet<Assignment> assignments = new TreeSet<>();
        for (Map.Entry<String, byte[]> one : classes.entrySet()) {
            ClassModel model = ClassFile.of().parse(one.getValue());
            List<Assignment> implemented = model.interfaces().stream()
                    .flatMap(
                            type -> Assignment.ofInterface(type.asInternalName().replace('/', '.')).stream())
                    .toList();
            if (!implemented.isEmpty() && !model.flags().has(AccessFlag.ABSTRACT)) {
                main = one.getKey();
                assignments.addAll(implemented);
            }
        }
        if (assignments.size() != 1) {
            throw new InputException(
                    file,
                    assignments.isEmpty()
                            ? "no class in it implements an exercise"
                            : "implements more than one exercise: " + assignments,
                    "start from a file that gradus exercise new DIR wrote");
        }
        Assignment assignment = assignments.first();
        List<Case> cases = Case.of(assignment);
        List<Job> updates = Case.updates(assignment);
        List<Job> jobs = new ArrayList<>(cases.stream().map(Case::job).toList());
        jobs.addAll(updates);
        Answers answers = sandbox.run(new RunRequest(classes, main, jobs));
        return new Judge(assignment, cases, updates, answers).judge();
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
