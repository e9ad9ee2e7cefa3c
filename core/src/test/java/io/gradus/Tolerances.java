package io.gradus;

/// Every tolerance of the tests, with its reason.
public final class Tolerances {
    /// Golden vectors: PyTorch sums in other orders, so the last digits differ; relative to the vector's largest
    /// value.
    public static final double GOLDEN = 1e-12;

    /// The same golden vectors computed in float: some ten layers of roundings of 6e-8 each, and cancellation; relative to
    /// the vector's largest value.
    public static final double GOLDEN_IN_FLOAT = 1e-4;
    /// Printed losses of the notebook have 16 digits; the weights were fitted to them, and 250 steps add rounding
    /// of their own.
    public static final double NOTEBOOK_LOSS = 1e-11;

    /// The notebook's final outputs are printed with 8 digits: half a unit of the last.
    public static final double NOTEBOOK_OUTPUT = 0.5e-8;

    /// A central difference with h = 1e-5: h² from the Taylor series and 1e-16 / h from rounding, both times the
    /// size of derivatives; relative to the largest entry.
    public static final double CENTRAL_DIFFERENCE = 1e-7;

    /// Differences with h = 1e-5 under a penalty, taken from its changed term alone against those of whole sums: loss
    /// and penalty, up to some ten, are rounded at 1e-15, and the difference divides by 2h, which makes 1e-10; some
    /// ten roundings add up. Absolute.
    public static final double PENALTY_DIFFERENCE = 1e-8;

    /// The same after the extrapolation of a gradient check, whose smallest step is 5e-4 and whose weights are up to
    /// 64/45. Absolute.
    public static final double PENALTY_EXTRAPOLATED = 1e-11;

    /// Steps worked by hand are written with 12 digits after the point: a unit of the last.
    public static final double HAND_WORKED = 1e-12;

    /// Adam with βᵗ as a running product against βᵗ by StrictMath.pow, for parameters around 1: 1 - 0.999ᵗ loses
    /// three digits in the first steps, and some hundred steps add up.
    public static final double ADAM_POWERS = 1e-10;

    /// Ten steps of an optimizer beside PyTorch's, whose operations are the same up to rounding; parameters around 1.
    public static final double RECORDED_STEPS = 1e-13;

    private Tolerances() {}
}
