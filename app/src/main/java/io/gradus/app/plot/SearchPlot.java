package io.gradus.app.plot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// The scores of a search's trials against what was varied: a panel for each option, all with the same scores upwards.
/// Immutable.
///
/// An option with many values that are all numbers gets an axis of numbers, any other its values side by side. An axis
/// is logarithmic where all is positive and the largest at least 10 times the smallest. Trials without a finite score
/// are counted, not drawn.
public final class SearchPlot {
    /// Ratio from which on an axis of numbers is logarithmic.
    static final double LOGARITHMIC_FROM = 10;

    /// As many values stand side by side, numbers too.
    static final int FEW = 6;

    private final String metric;
    private final List<Panel> panels;
    private final List<Trial> trials;
    private final Axis scores;
    private final int left;

    private SearchPlot(String metric, List<Panel> panels, List<Trial> trials, Axis scores, int left) {
        this.metric = metric;
        this.panels = List.copyOf(panels);
        this.trials = List.copyOf(trials);
        this.scores = scores;
        this.left = left;
    }

    /// One trial.
    ///
    /// @param values of the options, as typed
    /// @param mean score; not finite if there is none
    /// @param deviation of the score over the folds
    /// @param round the last one it took part in, from 1
    public record Trial(List<String> values, double mean, double deviation, int round) {
        public Trial {
            values = List.copyOf(values);
        }
    }

    /// An option.
    ///
    /// @param numbers axis of numbers; absent if the values stand side by side
    /// @param texts the different values; numbers ascending, others in order of appearance
    record Panel(String name, Optional<Axis> numbers, List<String> texts) {
        /// Where a value stands between the left end, 0, and the right, 1.
        double fraction(String value) {
            return numbers.map(axis -> axis.fraction(Double.parseDouble(value)))
                    .orElseGet(() -> (texts.indexOf(value) + 0.5) / texts.size());
        }
    }

    /// Returns the plot of a search.
    ///
    /// @param metric name of the score
    /// @param names  of the options, at least one
    /// @param trials the best first, each with a value for each option
    /// @throws IllegalArgumentException if no trial has a finite score
    public static SearchPlot of(String metric, List<String> names, List<Trial> trials) {
        List<Trial> drawn =
                trials.stream().filter(trial -> Double.isFinite(trial.mean())).toList();
        if (drawn.isEmpty()) {
            throw new IllegalArgumentException("plot of a search: expected a finite score, got none");
        }
        List<Panel> panels = new ArrayList<>();
        for (int option = 0; option < names.size(); option++) {
            panels.add(panel(names, trials, option));
        }
        return new SearchPlot(metric, panels, drawn, scores(metric, drawn), trials.size() - drawn.size());
    }

    private static Axis scores(String metric, List<Trial> drawn) {
        Range means = new Range();
        Range bars = new Range();
        for (Trial trial : drawn) {
            means.include(trial.mean());
            bars.include(trial.mean());
            if (Double.isFinite(trial.deviation())
                    && trial.round() == drawn.getFirst().round()) {
                bars.include(trial.mean() - trial.deviation());
                bars.include(trial.mean() + trial.deviation());
            }
        }
        return means.min() > 0 && means.max() / LOGARITHMIC_FROM >= means.min()
                ? Axis.logarithmic(metric, means, TickText::number)
                : Axis.linear(metric, bars, false);
    }

    private static Panel panel(List<String> names, List<Trial> trials, int option) {
        LinkedHashSet<String> texts = new LinkedHashSet<>();
        Range range = new Range();
        boolean numeric = true;
        for (Trial trial : trials) {
            String text = trial.values().get(option);
            texts.add(text);
            OptionalDouble number = number(text);
            numeric &= number.isPresent();
            number.ifPresent(range::include);
        }
        String name = names.get(option);
        if (!numeric) {
            return new Panel(name, Optional.empty(), List.copyOf(texts));
        }
        List<String> ascending = texts.stream()
                .sorted(Comparator.comparingDouble(Double::parseDouble))
                .toList();
        if (texts.size() <= FEW) {
            return new Panel(name, Optional.empty(), ascending);
        }
        boolean logarithmic = range.min() > 0 && range.max() / LOGARITHMIC_FROM >= range.min();
        Axis axis = logarithmic
                ? Axis.logarithmic(name, range, TickText::number)
                : Axis.linear(name, range, texts.stream().allMatch(text -> text.matches("[0-9]+")));
        return new Panel(name, Optional.of(axis), ascending);
    }

    private static OptionalDouble number(String text) {
        try {
            double value = Double.parseDouble(text);
            return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    List<Panel> panels() {
        return panels;
    }

    /// Those that are drawn, the best first.
    List<Trial> trials() {
        return trials;
    }

    Axis scores() {
        return scores;
    }

    String title() {
        return metric + " of " + trials.size() + (trials.size() == 1 ? " trial" : " trials")
                + (left == 0 ? "" : ", " + left + " without a score");
    }

    /// Whether trials of several rounds are among them.
    boolean hasRounds() {
        return trials.stream()
                .anyMatch(trial -> trial.round() != trials.getFirst().round());
    }
}
