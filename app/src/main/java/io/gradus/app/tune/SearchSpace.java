package io.gradus.app.tune;

import io.gradus.app.tune.Tried.Choice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/// The options that a search varies, each with its values. Immutable.
///
/// A combination is a map from the names of options to a value each, as typed, in the order of `--try`.
public final class SearchSpace {
    /// Draws in vain, one after another, before there is taken to be nothing new.
    private static final int MOST_REPETITIONS = 10_000;

    private static final int MOST_COMBINATIONS = 1_000_000;

    private final List<Tried> options;

    private SearchSpace(List<Tried> options) {
        this.options = List.copyOf(options);
    }

    /// Reads the texts of `--try`.
    ///
    /// @param texts each `NAME=a|b|c`, or `NAME=lo..hi` with `:log`, `:int` or both behind
    /// @throws IllegalArgumentException if one is not so, or a name appears twice
    public static SearchSpace parse(List<String> texts) {
        List<Tried> options = texts.stream().map(Tried::parse).toList();
        Set<String> names = new LinkedHashSet<>();
        for (Tried option : options) {
            if (!names.add(option.name())) {
                throw new IllegalArgumentException("--try: \"%s\" appears twice".formatted(option.name()));
            }
        }
        return new SearchSpace(options);
    }

    /// The names of the options, without dashes.
    public List<String> names() {
        return options.stream().map(Tried::name).toList();
    }

    /// Whether any option has a range, which no grid can exhaust.
    public boolean hasRange() {
        return options.stream().anyMatch(Tried.Range.class::isInstance);
    }

    /// Every combination of the values; the last option varies fastest.
    ///
    /// @throws IllegalArgumentException if an option has a range, or there are more than a million
    public List<Map<String, String>> grid() {
        List<Map<String, String>> combinations = List.of(new LinkedHashMap<>());
        for (Tried option : options) {
            if (!(option instanceof Choice choice)) {
                throw new IllegalArgumentException(
                        "--try %s: expected values such as a|b|c with --search grid, for a range needs random or halving"
                                .formatted(option.name()));
            }
            if ((long) combinations.size() * choice.values().size() > MOST_COMBINATIONS) {
                throw new IllegalArgumentException(
                        "--try: more than a million combinations; take --search random --trials N");
            }
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> combination : combinations) {
                for (String value : choice.values()) {
                    Map<String, String> more = new LinkedHashMap<>(combination);
                    more.put(choice.name(), value);
                    longer.add(more);
                }
            }
            combinations = longer;
        }
        return combinations;
    }

    /// Combinations drawn at random, no two alike. The same space and seed draw the same, and more are the same with
    /// others behind.
    ///
    /// @param number how many, at least 1
    /// @return so many; fewer if there are no more, then all there are
    public List<Map<String, String>> random(int number, long seed) {
        // java.util.Random: its sequence is laid down in its documentation, once and for all.
        Random random = new Random(seed);
        Set<Map<String, String>> drawn = new LinkedHashSet<>();
        for (int inVain = 0; drawn.size() < number && inVain < MOST_REPETITIONS; ) {
            Map<String, String> combination = new LinkedHashMap<>();
            for (Tried option : options) {
                combination.put(option.name(), option.at(random.nextDouble()));
            }
            inVain = drawn.add(combination) ? 0 : inVain + 1;
        }
        return List.copyOf(drawn);
    }

    /// A combination in words: `hidden=16 learning-rate=0.01`.
    public static String inWords(Map<String, String> combination) {
        return combination.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }
}
