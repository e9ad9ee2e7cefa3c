package io.gradus.gradient;

/// A unit that crossed the kink of its activation while a parameter was moved, at the smallest step that was of use; or an
/// output that crossed its target, where the loss has a kink.
///
/// @param entry index of the parameter within its block
/// @param layer with weights, from 1, a normalisation counts with the one before it; 0 for the loss
/// @param unit of the layer, or output, from 1
/// @param row of the batch, from 1
/// @param step how far the parameter was moved
public record Kink(int entry, int layer, int unit, int row, double step) {
    /// Such as `unit 3 of layer 1 crosses 0 in row 5 within the step 1.2e-07`.
    public String describe() {
        if (layer == 0) {
            return String.format(
                    java.util.Locale.ROOT,
                    "output %d crosses its target in row %d within the step %.2g",
                    unit,
                    row,
                    step);
        }
        return String.format(
                java.util.Locale.ROOT,
                "unit %d of layer %d crosses 0 in row %d within the step %.2g",
                unit,
                layer,
                row,
                step);
    }
}
