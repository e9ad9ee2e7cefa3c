package io.gradus.train;

import java.time.Duration;
import java.util.Objects;

/// When to stop before all epochs are done. A description; what it remembers of a training is in a [Judge].
///
/// All but [TimeLimit] depend on the history alone, so an interrupted training that goes on stops where it would have.
public sealed interface Stopping {
    /// A judge for a training that begins.
    ///
    /// @param largerIsBetter whether what is monitored is a score such as the accuracy, not a loss
    Judge judge(boolean largerIsBetter);

    /// Hears of every epoch in order.
    interface Judge {
        /// Whether to stop after this epoch.
        ///
        /// @param monitored loss or score on the validation part, the sign of a score turned so that less is better; NaN
        ///     where it was not measured
        boolean stopsAfter(History.Epoch epoch, double monitored);
    }

    /// What it comes to, as one reads it after `stopped: `.
    String reason();

    /// As [#named] takes it.
    String name();

    /// Whether it looks at a validation part and can't do without one.
    default boolean needsValidation() {
        return false;
    }

    /// A rule by its name, with its numbers behind colons: `patience:20:0.001` (epochs, improvement), `tolerance:1e-4:10`
    /// (tolerance, epochs), `target:0.99`, `time:60` (seconds), `gl:5` (percent), `progress:5:0.1` (epochs, per mille).
    ///
    /// @throws IllegalArgumentException if there is none of the name, or a number is out of range
    static Stopping named(String text) {
        Specification s = new Specification("stop", text);
        return switch (s.name()) {
            case "patience" -> {
                s.atMost(2, "patience:EPOCHS:IMPROVEMENT");
                yield new Patience(s.wholeNumber(1, 20), s.number(2, 0));
            }
            case "tolerance" -> {
                s.atMost(2, "tolerance:TOLERANCE:EPOCHS");
                yield tolerance(s.number(1, 1e-4), s.wholeNumber(2, 10));
            }
            case "target" -> target(s.requiredNumber("target:VALUE"));
            case "time" -> {
                double seconds = s.requiredNumber("time:SECONDS");
                Requirements.positive("time limit", seconds);
                yield timeLimit(Duration.ofMillis(Math.max(1, Math.round(1000 * seconds))));
            }
            case "gl" -> generalisationLoss(s.atMost(1, "gl:PERCENT").number(1, 5));
            case "progress" -> {
                s.atMost(2, "progress:EPOCHS:PERMILLE");
                yield trainingProgress(s.wholeNumber(1, 5), s.number(2, 0.1));
            }
            default -> throw s.unknown("patience, tolerance, target, time, gl, progress");
        };
    }

    /// See [Patience]; any improvement counts.
    static Stopping patience(int epochs) {
        return new Patience(epochs, 0);
    }

    /// See [Tolerance].
    static Stopping tolerance(double tolerance, int epochs) {
        return new Tolerance(tolerance, epochs);
    }

    /// See [Target].
    static Stopping target(double value) {
        return new Target(value);
    }

    /// See [TimeLimit].
    static Stopping timeLimit(Duration limit) {
        return new TimeLimit(limit);
    }

    /// See [GeneralisationLoss].
    static Stopping generalisationLoss(double percent) {
        return new GeneralisationLoss(percent);
    }

    /// See [TrainingProgress].
    static Stopping trainingProgress(int epochs, double perMille) {
        return new TrainingProgress(epochs, perMille);
    }

    /// When the monitored value was not better than its best by more than `improvement` for so many epochs. Without a
    /// validation part there is none, and it never stops.
    ///
    /// @param epochs at least 1
    /// @param improvement at least 0
    record Patience(int epochs, double improvement) implements Stopping {
        public Patience {
            Requirements.atLeast("patience", epochs, 1);
            Requirements.notNegative("improvement", improvement);
        }

        @Override
        public Judge judge(boolean largerIsBetter) {
            return new Judge() {
                private double best = Double.POSITIVE_INFINITY;
                private int ofBest;

                @Override
                public boolean stopsAfter(History.Epoch epoch, double monitored) {
                    if (monitored < best - improvement) {
                        best = monitored;
                        ofBest = epoch.number();
                    }
                    return ofBest > 0 && epoch.number() - ofBest >= epochs;
                }
            };
        }

        @Override
        public String name() {
            return "patience:%d:%s".formatted(epochs, improvement);
        }

        @Override
        public String reason() {
            return "%d epochs without a better validation".formatted(epochs);
        }
    }

    /// When the training loss was not below its lowest by at least `tolerance` for more than so many epochs running:
    /// scikit-learn's `tol` and `n_iter_no_change`.
    ///
    /// @param tolerance at least 0
    /// @param epochs at least 1
    record Tolerance(double tolerance, int epochs) implements Stopping {
        public Tolerance {
            Requirements.notNegative("tolerance", tolerance);
            Requirements.atLeast("epochs of the tolerance", epochs, 1);
        }

        @Override
        public Judge judge(boolean largerIsBetter) {
            return new Judge() {
                private double lowest = Double.POSITIVE_INFINITY;
                private int running;

                @Override
                public boolean stopsAfter(History.Epoch epoch, double monitored) {
                    running = epoch.loss() > lowest - tolerance ? running + 1 : 0;
                    lowest = Math.min(lowest, epoch.loss());
                    return running > epochs;
                }
            };
        }

        @Override
        public String name() {
            return "tolerance:%s:%d".formatted(tolerance, epochs);
        }

        @Override
        public String reason() {
            return "the training loss fell by less than %s for more than %d epochs".formatted(tolerance, epochs);
        }
    }

    /// When the monitored value has come to this or better.
    ///
    /// @param value finite, as the metric counts: an accuracy of 0.99, a loss of 0.01
    record Target(double value) implements Stopping {
        public Target {
            Requirements.require(Double.isFinite(value), "target", "a finite number", value);
        }

        @Override
        public Judge judge(boolean largerIsBetter) {
            return (epoch, monitored) -> monitored <= (largerIsBetter ? -value : value);
        }

        @Override
        public String name() {
            return "target:" + value;
        }

        @Override
        public boolean needsValidation() {
            return true;
        }

        @Override
        public String reason() {
            return "the target %s was reached".formatted(value);
        }
    }

    /// At the end of the epoch in which this time has passed since training began or went on. The machine's speed decides
    /// where that is: the one rule that makes a model depend on more than data, settings and seed.
    ///
    /// @param limit above 0
    record TimeLimit(Duration limit) implements Stopping {
        public TimeLimit {
            Objects.requireNonNull(limit, "limit");
            if (!limit.isPositive()) {
                throw new IllegalArgumentException("time limit: expected a time above 0, got " + limit);
            }
        }

        @Override
        public Judge judge(boolean largerIsBetter) {
            long start = System.nanoTime();
            return (epoch, monitored) -> System.nanoTime() - start >= limit.toNanos();
        }

        @Override
        public String name() {
            return "time:" + limit.toMillis() / 1000.0;
        }

        @Override
        public String reason() {
            return "%s s have passed".formatted(limit.toMillis() / 1000.0);
        }
    }

    /// GL: when the validation loss is above its lowest by more than this: 100·(E / E_best - 1) > percent. L. Prechelt,
    /// "PROBEN1", technical report 21/94, Universität Karlsruhe (1994), section 3.3; there 5.
    ///
    /// @param percent above 0
    record GeneralisationLoss(double percent) implements Stopping {
        public GeneralisationLoss {
            Requirements.positive("generalisation loss", percent);
        }

        @Override
        public Judge judge(boolean largerIsBetter) {
            return new Judge() {
                private double lowest = Double.POSITIVE_INFINITY;

                @Override
                public boolean stopsAfter(History.Epoch epoch, double monitored) {
                    double loss = epoch.validationLoss();
                    lowest = loss < lowest ? loss : lowest; // NaN where it was not measured
                    return 100 * (loss / lowest - 1) > percent;
                }
            };
        }

        @Override
        public String name() {
            return "gl:" + percent;
        }

        @Override
        public boolean needsValidation() {
            return true;
        }

        @Override
        public String reason() {
            return "the validation loss was more than %s %% above its lowest".formatted(percent);
        }
    }

    /// P_k: when the training loss no longer moves: 1000·(mean / min - 1) < perMille over the last k epochs, looked at
    /// every k. L. Prechelt, "PROBEN1" (1994), section 3.3; there k = 5 and 0.1 ‰.
    ///
    /// @param epochs k, at least 2
    /// @param perMille above 0
    record TrainingProgress(int epochs, double perMille) implements Stopping {
        public TrainingProgress {
            Requirements.atLeast("epochs of the training progress", epochs, 2);
            Requirements.positive("training progress", perMille);
        }

        @Override
        public Judge judge(boolean largerIsBetter) {
            return new Judge() {
                private double sum;
                private double least = Double.POSITIVE_INFINITY;

                @Override
                public boolean stopsAfter(History.Epoch epoch, double monitored) {
                    sum += epoch.loss();
                    least = Math.min(least, epoch.loss());
                    if (epoch.number() % epochs != 0) {
                        return false;
                    }
                    boolean rests = 1000 * (sum / (epochs * least) - 1) < perMille;
                    sum = 0;
                    least = Double.POSITIVE_INFINITY;
                    return rests;
                }
            };
        }

        @Override
        public String name() {
            return "progress:%d:%s".formatted(epochs, perMille);
        }

        @Override
        public String reason() {
            return "the training loss moved by less than %s ‰ in %d epochs".formatted(perMille, epochs);
        }
    }

    /// When the optimizer itself has come to its end, as [Lbfgs] and [LevenbergMarquardt] do: a tolerance is reached, or
    /// there is no lower loss. It is how a training ended, not a rule to give.
    record Converged() implements Stopping {
        @Override
        public Judge judge(boolean largerIsBetter) {
            return (epoch, monitored) -> false;
        }

        @Override
        public String name() {
            return "converged";
        }

        @Override
        public String reason() {
            return "converged";
        }
    }
}
