package io.gradus;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.BaseStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What core may not call, so that the same data, settings and seed give the same bits on every machine, and so that a
/// library stays a guest in its user's program. [Banned] breaks each ban once, to show that the rule can fail.
class ReproducibleTest {
    private static final Set<String> INEXACT = Set.of(
            "exp",
            "expm1",
            "log",
            "log10",
            "log1p",
            "pow",
            "sin",
            "cos",
            "tan",
            "asin",
            "acos",
            "atan",
            "atan2",
            "sinh",
            "cosh",
            "tanh",
            "cbrt",
            "hypot",
            "toRadians",
            "toDegrees");
    private static final Set<String> RANDOM_CLASSES = Set.of(
            "java.util.Random",
            "java.util.SplittableRandom",
            "java.util.concurrent.ThreadLocalRandom",
            "java.security.SecureRandom");
    private static final Set<String> HASHED = Set.of(
            "java.util.HashMap",
            "java.util.HashSet",
            "java.util.Hashtable",
            "java.util.IdentityHashMap",
            "java.util.WeakHashMap",
            "java.util.concurrent.ConcurrentHashMap");
    private static final Set<String> HASHING_COLLECTORS =
            Set.of("toSet", "toMap", "toUnmodifiableSet", "toUnmodifiableMap", "groupingBy", "partitioningBy");
    private static final Set<String> DOUBLE_SUMS = Set.of(
            "summingDouble", "summingInt", "averagingDouble", "averagingInt", "averagingLong", "summarizingDouble");

    /// @param name that of the class in [Banned] that breaks it
    private record Ban(String name, ArchRule rule) {}

    private static final List<Ban> BANS = List.of(
            ban(
                    "InexactMath",
                    "calls an inexact function of Math",
                    to -> owner(to, Math.class) && named(to, INEXACT),
                    "the JVM may answer within 1 or 2 ulp, differently per machine; use io.gradus.math, or StrictMath where a table suffices"),
            ban(
                    "RandomNumbers",
                    "uses random numbers of the JDK",
                    ReproducibleTest::random,
                    "all randomness comes from CounterRandom, keyed by seed, purpose, step, layer and element"),
            ban(
                    "UnorderedFactories",
                    "calls Set.of, Map.of or the like",
                    to -> (owner(to, Set.class) || owner(to, java.util.Map.class))
                            && named(to, Set.of("of", "ofEntries", "copyOf")),
                    "their order of iteration changes with every start of the JVM; use List.of, LinkedHashMap, LinkedHashSet, TreeMap, EnumMap"),
            ban(
                    "HashCollections",
                    "creates a hash map or hash set without an order",
                    ReproducibleTest::hashed,
                    "their order of iteration is not defined; use LinkedHashMap, LinkedHashSet, TreeMap, EnumMap"),
            ban(
                    "ParallelStreams",
                    "runs in parallel out of sight",
                    to -> to.getName().startsWith("parallel")
                            && (owned(to, BaseStream.class)
                                    || owned(to, java.util.Collection.class)
                                    || owner(to, java.util.Arrays.class)),
                    "threads divide independent outputs under Trainer's count of threads, never a sum"),
            ban(
                    "StreamSums",
                    "sums doubles with a stream",
                    ReproducibleTest::streamSum,
                    "the order and the compensation are the JDK's affair; use io.gradus.math.Sums"),
            ban(
                    "LaneSums",
                    "adds or approximates across lanes of a vector",
                    to -> to.getOwner().getName().startsWith("jdk.incubator.vector.")
                            && (to.getName().startsWith("reduceLanes")
                                    || to.getName().length() > 2
                                            && INEXACT.contains(to.getName().toLowerCase(java.util.Locale.ROOT))),
                    "reduceLanes has no defined order, and vector functions differ by machine; fold a fixed tree, use our polynomials"),
            ban(
                    "MachineNumbers",
                    "counts processors",
                    to -> owner(to, Runtime.class) && to.getName().equals("availableProcessors"),
                    "no choice of algorithm depends on the machine; only train picks a number of threads"),
            ban(
                    "Environment",
                    "reads the environment",
                    to -> owner(to, System.class) && named(to, Set.of("getenv", "identityHashCode")),
                    "what a library does follows from its arguments alone"),
            ban(
                    "Console",
                    "prints or ends the program",
                    to -> owner(to, System.class) && named(to, Set.of("out", "err", "in", "exit"))
                            || owner(to, Runtime.class) && named(to, Set.of("exit", "halt"))
                            || owned(to, Throwable.class) && to.getName().equals("printStackTrace"),
                    "a library returns values and throws; its user decides what is shown and when the program ends"));

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.gradus");

    @Test
    void coreCallsNothingBanned() {
        for (Ban ban : BANS) {
            ban.rule.check(CORE);
        }
    }

    @Test
    void eachBanFailsOnEachMethodThatBreaksIt() {
        for (Ban ban : BANS) {
            JavaClasses wrong = new ClassFileImporter().importClasses(fixture(ban.name));
            String found = String.join(
                    "\n", ban.rule.evaluate(wrong).getFailureReport().getDetails());
            JavaClass type = wrong.iterator().next();
            type.getMethods().stream()
                    .filter(method ->
                            !method.getModifiers().contains(com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC))
                    .forEach(method -> assertThat(found).as(ban.name).contains("." + method.getName() + "("));
        }
    }

    @Test
    void whatIsExactOrOrderedIsAllowed() {
        JavaClasses right = new ClassFileImporter().importClasses(Banned.Nothing.class);
        for (Ban ban : BANS) {
            assertThat(ban.rule.evaluate(right).hasViolation()).as(ban.name).isFalse();
        }
    }

    private static Ban ban(String name, String what, Predicate<AccessTarget> banned, String because) {
        ArchRule rule = noClasses()
                .that(describe(
                        "are bound by it",
                        type -> !name.equals("MachineNumbers")
                                || !type.getPackageName().startsWith("io.gradus.train")))
                .should()
                .accessTargetWhere(target(describe(what, banned)))
                .because(because);
        return new Ban(name, rule);
    }

    private static boolean random(AccessTarget to) {
        String owner = to.getOwner().getName();
        return RANDOM_CLASSES.contains(owner)
                || owner.startsWith("java.util.random.")
                || owner(to, Math.class) && to.getName().equals("random")
                || owner(to, java.util.Collections.class) && to.getName().equals("shuffle")
                || owner(to, java.util.UUID.class) && to.getName().equals("randomUUID");
    }

    private static boolean hashed(AccessTarget to) {
        boolean creates = named(to, Set.of("<init>", "newHashMap", "newHashSet", "newKeySet"));
        return creates && HASHED.contains(to.getOwner().getName())
                || owner(to, java.util.stream.Collectors.class) && named(to, HASHING_COLLECTORS);
    }

    private static boolean streamSum(AccessTarget to) {
        return owner(to, java.util.stream.DoubleStream.class)
                        && named(to, Set.of("sum", "average", "summaryStatistics"))
                || owner(to, java.util.stream.Collectors.class) && named(to, DOUBLE_SUMS)
                || owner(to, java.util.DoubleSummaryStatistics.class);
    }

    private static boolean owner(AccessTarget to, Class<?> type) {
        return to.getOwner().isEquivalentTo(type);
    }

    private static boolean owned(AccessTarget to, Class<?> type) {
        return to.getOwner().isAssignableTo(type);
    }

    private static boolean named(AccessTarget to, Set<String> names) {
        return names.contains(to.getName());
    }

    private static Class<?> fixture(String name) {
        return Stream.of(Banned.class.getDeclaredClasses())
                .filter(type -> type.getSimpleName().equals(name))
                .findAny()
                .orElseThrow();
    }
}
