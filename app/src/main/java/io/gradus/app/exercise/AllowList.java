package io.gradus.app.exercise;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// The classes and members that an exercise may use, read from `allowed.txt`. What is not on it is refused.
///
/// Immutable.
final class AllowList {
    private static final AllowList EXERCISES = read("allowed.txt");
    private static final String ALL = "*";
    private static final String STARTS_THREADS = "parallel";

    private final Map<String, Set<String>> members;
    private final Set<String> packages;

    private AllowList(Map<String, Set<String>> members, Set<String> packages) {
        this.members = members;
        this.packages = packages;
    }

    /// The list for exercises.
    static AllowList exercises() {
        return EXERCISES;
    }

    private static AllowList read(String resource) {
        Map<String, Set<String>> members = new HashMap<>();
        Set<String> packages = new HashSet<>();
        for (String line : resource(resource).lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] words = line.split(" ", -1);
            if (words[0].endsWith(".*")) {
                packages.add(words[0].substring(0, words[0].length() - 1));
            } else {
                members.put(words[0], Set.copyOf(Arrays.asList(words).subList(1, words.length)));
            }
        }
        return new AllowList(Map.copyOf(members), Set.copyOf(packages));
    }

    /// The text of a file beside this class.
    static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(AllowList.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether a class may be named at all.
    ///
    /// @param name binary, such as `java.util.Map$Entry`
    boolean allows(String name) {
        return members.containsKey(name) || inAllowedPackage(name);
    }

    private boolean inAllowedPackage(String name) {
        return packages.contains(name.substring(0, name.lastIndexOf('.') + 1));
    }

    /// Whether a class is one of the listed throwables, which may be extended.
    boolean isThrowable(String name) {
        return members.getOrDefault(name, Set.of()).contains("printStackTrace");
    }

    /// Whether a name is that of a method that starts threads, wherever it is inherited from.
    static boolean startsThreads(String member) {
        return member.startsWith(STARTS_THREADS);
    }

    /// Whether a method, constructor (`<init>`) or field of a class may be used.
    ///
    /// @param owner binary name of the class
    boolean allows(String owner, String member) {
        Set<String> listed = members.getOrDefault(owner, inAllowedPackage(owner) ? Set.of(ALL) : Set.of());
        if (startsThreads(member) || listed.contains("-" + member)) {
            return false;
        }
        return listed.contains(ALL) || listed.contains(member);
    }
}
