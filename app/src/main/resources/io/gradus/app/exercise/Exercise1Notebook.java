//+ import static io.gradus.exercise.Blank.blank;
//+
import io.gradus.exercise.NotebookExercise;
import io.gradus.exercise.Parameters;

/**
 * Exercise 1: the network of the notebook, 2-2-2, one sample at a time.
 *
 * The error is E = ½·Σⱼ (yⱼ - tⱼ)². Fill in each blank(...) by the formula above it. Matrices are W[i][j], from
 * unit i to unit j. Then ask: gradus check Exercise1Notebook.java
 */
public class Exercise1Notebook implements NotebookExercise {
    @Override
    public void backward(double[] x, double[] t, Parameters p, Parameters g) {
        // Forward pass, given: x → z2 → a2 → z3 → y.
        double[] a2 = sigmoid(layer(x, p.W2, p.b2));
        double[] y = sigmoid(layer(a2, p.W3, p.b3));

        // Step 1: g.b3 = ∂E/∂b3, which is δ3 = ∂E/∂z3, because z3 = a2·W3 + b3. [2]
        //     δ3ⱼ = ∂E/∂yⱼ · σ'(z3ⱼ) = (yⱼ - tⱼ) · yⱼ · (1 - yⱼ)
        double[] delta3 = new double[2];
        for (int j = 0; j < 2; j++) {
            delta3[j] = (y[j] - t[j]) * y[j] * (1 - y[j]); //= delta3[j] = blank(1);
            g.b3[j] = delta3[j];
        }

        // Step 2: g.W3 = ∂E/∂W3, the outer product of a2 and δ3. [2 × 2]
        //     ∂E/∂W3ᵢⱼ = a2ᵢ · δ3ⱼ
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                g.W3[i][j] = a2[i] * delta3[j]; //= g.W3[i][j] = blank(2);
            }
        }

        // Step 3: g.b2 = ∂E/∂b2, which is δ2 = ∂E/∂z2: what comes back through W3, times σ'(z2). [2]
        //     δ2ᵢ = (Σⱼ W3ᵢⱼ · δ3ⱼ) · a2ᵢ · (1 - a2ᵢ)
        double[] delta2 = new double[2];
        for (int i = 0; i < 2; i++) {
            double back = p.W3[i][0] * delta3[0] + p.W3[i][1] * delta3[1]; //-
            delta2[i] = back * a2[i] * (1 - a2[i]); //= delta2[i] = blank(3);
            g.b2[i] = delta2[i];
        }

        // Step 4: g.W2 = ∂E/∂W2, the outer product of x and δ2. [2 × 2]
        //     ∂E/∂W2ᵢⱼ = xᵢ · δ2ⱼ
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                g.W2[i][j] = x[i] * delta2[j]; //= g.W2[i][j] = blank(4);
            }
        }
    }

    @Override
    public void update(Parameters p, Parameters g, double learningRate) {
        // Step 5: p.W3, p.b3, p.W2 and p.b2 after a step of gradient descent: downhill.
        //     w ← w - η · ∂E/∂w
        for (int j = 0; j < 2; j++) {
            for (int i = 0; i < 2; i++) {
                p.W3[i][j] = p.W3[i][j] - learningRate * g.W3[i][j]; //= p.W3[i][j] = blank(5);
                p.W2[i][j] = p.W2[i][j] - learningRate * g.W2[i][j]; //= p.W2[i][j] = blank(5);
            }
            p.b3[j] = p.b3[j] - learningRate * g.b3[j]; //= p.b3[j] = blank(5);
            p.b2[j] = p.b2[j] - learningRate * g.b2[j]; //= p.b2[j] = blank(5);
        }
    }

    /** z = a·W + b. */
    private static double[] layer(double[] a, double[][] W, double[] b) {
        double[] z = new double[2];
        for (int j = 0; j < 2; j++) {
            z[j] = a[0] * W[0][j] + a[1] * W[1][j] + b[j];
        }
        return z;
    }

    /** σ(z) = 1 / (1 + e⁻ᶻ). */
    private static double[] sigmoid(double[] z) {
        double[] a = new double[2];
        for (int j = 0; j < 2; j++) {
            a[j] = 1 / (1 + Math.exp(-z[j]));
        }
        return a;
    }
}
