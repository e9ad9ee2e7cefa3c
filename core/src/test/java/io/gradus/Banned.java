package io.gradus;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/// Each method here breaks one ban of [ReproducibleTest], in the class named after the ban. Only imported, never run.
@SuppressWarnings({
    "unused", // nobody calls these
    "UnusedMethod",
    "CatchAndPrintStackTrace", // they are wrong on purpose
    "IdentityHashMapUsage",
    "SystemOut",
    "JavaUtilRandom",
})
final class Banned {
    private Banned() {}

    static final class InexactMath {
        static double call(double x) {
            return Math.exp(x);
        }

        static double power(double x) {
            return Math.pow(x, 3);
        }

        static DoubleUnaryOperator reference() {
            return Math::tanh;
        }

        static DoubleUnaryOperator insideLambda() {
            return x -> 1 + Math.log(x);
        }
    }

    static final class RandomNumbers {
        static double math() {
            return Math.random();
        }

        static Random create() {
            return new Random(42);
        }

        static int threadLocal() {
            return ThreadLocalRandom.current().nextInt();
        }

        static SplittableRandom splittable() {
            return new SplittableRandom(42);
        }

        static RandomGenerator generator() {
            return RandomGenerator.of("L64X128MixRandom");
        }

        static void shuffle(List<String> values) {
            Collections.shuffle(values);
        }
    }

    static final class UnorderedFactories {
        static Set<String> set() {
            return Set.of("a", "b");
        }

        static Map<String, String> map() {
            return Map.of("a", "b");
        }

        static Map<String, String> entries() {
            return Map.ofEntries(Map.entry("a", "b"));
        }

        static Set<String> copyOfSet(List<String> values) {
            return Set.copyOf(values);
        }

        static Map<String, String> copyOfMap(Map<String, String> values) {
            return Map.copyOf(values);
        }
    }

    static final class HashCollections {
        static Map<String, String> map() {
            return new HashMap<>();
        }

        static Map<String, String> sized() {
            return HashMap.newHashMap(7);
        }

        static Set<String> set(List<String> values) {
            return new HashSet<>(values);
        }

        static Map<String, String> identity() {
            return new IdentityHashMap<>();
        }

        static Map<String, String> concurrent() {
            return new ConcurrentHashMap<>();
        }

        static Set<String> collected(List<String> values) {
            return values.stream().collect(Collectors.toSet());
        }
    }

    static final class ParallelStreams {
        static int parallel(IntStream values) {
            return values.parallel().sum();
        }

        static long ofCollection(List<String> values) {
            return values.parallelStream().count();
        }

        static void prefix(double[] values) {
            Arrays.parallelPrefix(values, Double::sum);
        }
    }

    static final class StreamSums {
        static double sum(double[] values) {
            return DoubleStream.of(values).sum();
        }

        static double average(double[] values) {
            return Arrays.stream(values).average().orElse(0);
        }

        static double collected(List<Double> values) {
            return values.stream().collect(Collectors.summingDouble(x -> x));
        }

        static double mean(List<Double> values) {
            return values.stream().collect(Collectors.averagingDouble(x -> x));
        }
    }

    static final class LaneSums {
        static double sum(DoubleVector vector) {
            return vector.reduceLanes(VectorOperators.MAX);
        }

        static DoubleVector exp(DoubleVector vector) {
            return vector.lanewise(VectorOperators.EXP);
        }
    }

    static final class MachineNumbers {
        static int processors() {
            return Runtime.getRuntime().availableProcessors();
        }
    }

    static final class Environment {
        static Object variable() {
            return System.getenv("GRADUS_SEED");
        }

        static int identity(Object value) {
            return System.identityHashCode(value);
        }
    }

    static final class Console {
        static void out() {
            System.out.println();
        }

        static void err() {
            System.err.println();
        }

        static void exit() {
            System.exit(1);
        }

        static void halt() {
            Runtime.getRuntime().halt(1);
        }

        static void stackTrace(IllegalStateException e) {
            e.printStackTrace();
        }
    }

    /// Breaks none.
    static final class Nothing {
        static double exact(double x) {
            return Math.fma(x, Math.sqrt(x), Math.abs(Math.floor(x))) + Math.max(x, Math.rint(x)) + StrictMath.exp(x);
        }

        static List<String> ordered(List<String> values) {
            return values.stream().distinct().collect(Collectors.toList());
        }
    }
}
