import io.gradus.gradient.Batch;
import io.gradus.gradient.GradientReport;
import io.gradus.gradient.GradientCheck;
import io.gradus.gradient.GradientMethod;
import io.gradus.gradient.Objective;
import io.gradus.layer.Activation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// Times the check of backpropagation through 784-128-10 by numerical differentiation, for numerical_check.py: seconds of
/// the first check in this JVM and of some more, one a line, and the verdict.
///
/// Arguments: a file of doubles, little-endian (all parameters in the flat order, x, t), and how many checks.
final class NumericalCheck {
    private NumericalCheck() {}

    public static void main(String[] arguments) throws IOException {
        Architecture architecture =
                Architecture.of(784, Layer.dense(128, Activation.tanh()), Layer.dense(10, Activation.softmax()));
        ByteBuffer file =
                ByteBuffer.wrap(Files.readAllBytes(Path.of(arguments[0]))).order(ByteOrder.LITTLE_ENDIAN);
        double[] p = numbers(file, architecture.parameterCount());
        Batch batch = new Batch(numbers(file, 784), numbers(file, 10), 1);
        for (int check = 0; check < Integer.parseInt(arguments[1]); check++) {
            long start = System.nanoTime();
            Objective objective = new Objective(architecture, Loss.categoricalCrossEntropy(), 0, 0, 1);
            GradientReport report =
                    GradientCheck.check(GradientMethod.backpropagation(), objective, p, batch);
            System.out.println((System.nanoTime() - start) / 1e9 + " " + report.verdict().word());
        }
    }

    private static double[] numbers(ByteBuffer file, int n) {
        double[] numbers = new double[n];
        for (int i = 0; i < n; i++) {
            numbers[i] = file.getDouble();
        }
        return numbers;
    }
}
