package io.gradus.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradus.data.Target.ClassTarget;
import io.gradus.layer.Activation;
import io.gradus.layer.Loss;
import java.util.List;
import org.junit.jupiter.api.Test;

class SmoothingTest {
    /// Smoothed targets are rounded to float.
    private static final double FLOAT = 1e-7;

    /// PyTorch 1.13.1:
    ///
    /// ```python
    /// z = torch.tensor([[0.3, -1.2, 0.7, 2.0], [1.0, 0.5, -0.25, 0.0]], dtype=torch.float64, requires_grad=True)
    /// loss = torch.nn.CrossEntropyLoss(label_smoothing=0.1)(z, torch.tensor([2, 0])); loss.backward()
    /// ```
    private static final double LOSS = 1.3061497033950045;

    private static final double[] GRADIENT = {
        0.04855824502050898,
        0.0011239359898082297,
        -0.3714118020837726,
        0.3217296210734554,
        -0.2413505880965028,
        0.12163389869688908,
        0.05086036733316199,
        0.06885632206645168
    };

    /// PyTorch spreads ε = 0.1 over all K = 4 classes: s = 0.1 · 3/4.
    @Test
    void smoothingOfTheOtherClassesIsThatOfPyTorchTimesTheirShare() {
        ClassTarget target = new ClassTarget("class", List.of("a", "b", "c", "d"), 0.1 * 3 / 4);
        double[] z = {0.3, -1.2, 0.7, 2.0, 1.0, 0.5, -0.25, 0.0};
        int[] classes = {2, 0};
        double[] y = new double[8];
        double[] t = new double[8];
        double[] delta = new double[8];
        double loss = 0;
        for (int row = 0; row < 2; row++) {
            for (int j = 0; j < 4; j++) {
                t[row * 4 + j] = j == classes[row] ? target.on() : target.off();
            }
            Activation.softmax().forward(z, y, row * 4, 4);
            loss += Loss.categoricalCrossEntropy().ofRow(z, y, row * 4, t, row * 4, 4, new double[4]) / 2;
            Loss.categoricalCrossEntropy().derivative(z, y, row * 4, t, row * 4, 4, 0.5, delta);
        }
        assertThat(loss).isCloseTo(LOSS, within(FLOAT));
        assertThat(delta).containsExactly(GRADIENT, within(FLOAT));
    }
}
