//+ import static io.gradus.exercise.Blank.blank;
//+
import io.gradus.exercise.BatchExercise;
import io.gradus.exercise.Parameters;

/**
 * Exercise 2: the same network with several samples at once.
 *
 * B rows, O outputs; the error is the mean over all of them, E = 1/(B·O)·Σᵣ Σⱼ (yᵣⱼ - tᵣⱼ)². Index r is the row. Sizes
 * differ from check to check, so take them from the arrays. Then ask: gradus check Exercise2Batch.java
 */
public class Exercise2Batch implements BatchExercise {
    @Override
    public void backward(double[][] x, double[][] t, Parameters p, Parameters g) {
        // Forward pass, given. Row r is sample r.
        int rows = x.length;
        double[][] a2 = sigmoid(layer(x, p.W2, p.b2));
        double[][] y = sigmoid(layer(a2, p.W3, p.b3));

        // Step 1: δ3 = ∂E/∂z3, which carries the 1/(B·O) of the mean. [rows × outputs]
        //     δ3ᵣⱼ = 2/(B·O) · (yᵣⱼ - tᵣⱼ) · yᵣⱼ · (1 - yᵣⱼ)
        double[][] delta3 = new double[rows][p.b3.length];
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < p.b3.length; j++) {
                delta3[r][j] = 2.0 / (rows * p.b3.length) * (y[r][j] - t[r][j]) * y[r][j] * (1 - y[r][j]); //= delta3[r][j] = blank(1);
            }
        }

        // Step 2: g.W3 = ∂E/∂W3 = a2ᵀ·δ3, a sum over the rows. [units × outputs]
        //     ∂E/∂W3ᵢⱼ = Σᵣ a2ᵣᵢ · δ3ᵣⱼ
        for (int i = 0; i < p.W3.length; i++) {
            for (int j = 0; j < p.b3.length; j++) {
                double sum = 0; //-
                for (int r = 0; r < rows; r++) { //-
                    sum += a2[r][i] * delta3[r][j]; //-
                } //-
                g.W3[i][j] = sum; //= g.W3[i][j] = blank(2);
            }
        }

        // Step 3: g.b3 = ∂E/∂b3, again a sum over the rows: each row used the same b3. [outputs]
        //     ∂E/∂b3ⱼ = Σᵣ δ3ᵣⱼ
        for (int j = 0; j < p.b3.length; j++) {
            double sum = 0; //-
            for (int r = 0; r < rows; r++) { //-
                sum += delta3[r][j]; //-
            } //-
            g.b3[j] = sum; //= g.b3[j] = blank(3);
        }

        // Step 4: δ2 = ∂E/∂z2 = (δ3·W3ᵀ) ⊙ σ'(z2), each row by itself. [rows × units]
        //     δ2ᵣᵢ = (Σⱼ δ3ᵣⱼ · W3ᵢⱼ) · a2ᵣᵢ · (1 - a2ᵣᵢ)
        double[][] delta2 = new double[rows][p.b2.length];
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < p.b2.length; i++) {
                double back = 0; //-
                for (int j = 0; j < p.b3.length; j++) { //-
                    back += delta3[r][j] * p.W3[i][j]; //-
                } //-
                delta2[r][i] = back * a2[r][i] * (1 - a2[r][i]); //= delta2[r][i] = blank(4);
            }
        }

        // Step 5: g.W2 = ∂E/∂W2 = xᵀ·δ2. [inputs × units]
        //     ∂E/∂W2ᵢⱼ = Σᵣ xᵣᵢ · δ2ᵣⱼ
        for (int i = 0; i < p.W2.length; i++) {
            for (int j = 0; j < p.b2.length; j++) {
                double sum = 0; //-
                for (int r = 0; r < rows; r++) { //-
                    sum += x[r][i] * delta2[r][j]; //-
                } //-
                g.W2[i][j] = sum; //= g.W2[i][j] = blank(5);
            }
        }

        // Step 6: g.b2 = ∂E/∂b2. [units]
        //     ∂E/∂b2ⱼ = Σᵣ δ2ᵣⱼ
        for (int j = 0; j < p.b2.length; j++) {
            double sum = 0; //-
            for (int r = 0; r < rows; r++) { //-
                sum += delta2[r][j]; //-
            } //-
            g.b2[j] = sum; //= g.b2[j] = blank(6);
        }
    }

    /** z = a·W + b, row by row. */
    private static double[][] layer(double[][] a, double[][] W, double[] b) {
        double[][] z = new double[a.length][];
        for (int r = 0; r < a.length; r++) {
            z[r] = b.clone();
            for (int j = 0; j < b.length; j++) {
                for (int i = 0; i < W.length; i++) {
                    z[r][j] += a[r][i] * W[i][j];
                }
            }
        }
        return z;
    }

    /** σ(z) = 1 / (1 + e⁻ᶻ). */
    private static double[][] sigmoid(double[][] z) {
        double[][] a = new double[z.length][z[0].length];
        for (int r = 0; r < z.length; r++) {
            for (int j = 0; j < z[r].length; j++) {
                a[r][j] = 1 / (1 + Math.exp(-z[r][j]));
            }
        }
        return a;
    }
}
