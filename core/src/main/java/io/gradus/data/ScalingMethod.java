package io.gradus.data;

/// How columns of numbers are scaled before a network gets them: v becomes (v - a) / b, column by column, with a and b
/// from the training part. A constant column gets b = 1 where b would be 0, and so becomes 0.
public sealed interface ScalingMethod {
    /// a the mean, b the population standard deviation: mean 0 and deviation 1.
    record Standard() implements ScalingMethod {
        @Override
        public String name() {
            return "standard";
        }
    }

    /// a the smallest value, b the largest less the smallest: from 0 to 1. In other rows than those of the training part
    /// values may lie outside.
    record MinMax() implements ScalingMethod {
        @Override
        public String name() {
            return "minmax";
        }
    }

    /// Inputs are divided by a number, the same for all: grey levels from 0 to 255 by 255. Targets are left as they are.
    ///
    /// @param by finite, above 0
    record Divide(double by) implements ScalingMethod {
        /// @throws IllegalArgumentException if the number is out of range
        public Divide {
            if (!(by > 0 && by < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("divide:N: expected a finite number above 0, got " + by);
            }
        }

        @Override
        public String name() {
            return "divide:" + by;
        }
    }

    /// Values are left as they are.
    record None() implements ScalingMethod {
        @Override
        public String name() {
            return "none";
        }
    }

    static ScalingMethod standard() {
        return new Standard();
    }

    static ScalingMethod minMax() {
        return new MinMax();
    }

    /// See [Divide].
    static ScalingMethod divide(double by) {
        return new Divide(by);
    }

    static ScalingMethod none() {
        return new None();
    }

    /// The method of this name: `standard`, `minmax`, `none`, or `divide:255` with any number.
    ///
    /// @throws IllegalArgumentException if there is none
    static ScalingMethod named(String name) {
        return switch (name) {
            case "standard" -> standard();
            case "minmax" -> minMax();
            case "none" -> none();
            default -> {
                double by = name.startsWith("divide:") ? Decimal.parse(name.substring(7)) : Double.NaN;
                if (Double.isNaN(by)) {
                    throw new IllegalArgumentException(
                            "expected standard, minmax, none or divide:NUMBER, got " + Wording.quote(name));
                }
                yield divide(by);
            }
        };
    }

    /// The name in settings, such as `standard` or `divide:255.0`.
    String name();

    /// What it means for targets that are numbers: the same, but nothing for [Divide].
    default ScalingMethod ofTargets() {
        return this instanceof Divide ? none() : this;
    }
}
