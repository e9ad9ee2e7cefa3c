//+ import static io.gradus.exercise.Blank.blank;
//+
import io.gradus.exercise.Parameters;
import io.gradus.exercise.ThreeLayersExercise;

/**
 * Exercise 6: three layers with weights.
 *
 * a2 = tanh(x·W2 + b2), a3 = tanh(a2·W3 + b3), y = softmax(a3·W4 + b4), E = -(1/B)·Σᵣ Σⱼ tᵣⱼ·ln yᵣⱼ over B rows. The
 * loops are yours now: each blank(...) stands for all of its step. Then ask: gradus check Exercise6ThreeLayers.java
 */
public class Exercise6ThreeLayers implements ThreeLayersExercise {
    @Override
    public void backward(double[][] x, double[][] t, Parameters p, Parameters g) {
        // Forward pass, given. Row r is sample r.
        int rows = x.length;
        double[][] a2 = tanh(layer(x, p.W2, p.b2));
        double[][] a3 = tanh(layer(a2, p.W3, p.b3));
        double[][] y = softmax(layer(a3, p.W4, p.b4));

        // Step 1: δ4 = ∂E/∂z4. [rows × outputs]
        //     δ4ᵣⱼ = (yᵣⱼ - tᵣⱼ) / B
        double[][] delta4 = new double[rows][p.b4.length];
        //+ blank(1);
        for (int r = 0; r < rows; r++) { //-
            for (int j = 0; j < p.b4.length; j++) { //-
                delta4[r][j] = (y[r][j] - t[r][j]) / rows; //-
            } //-
        } //-

        // Step 2: g.W4 = ∂E/∂W4 = a3ᵀ·δ4. [units × outputs]
        //     ∂E/∂W4ᵢⱼ = Σᵣ a3ᵣᵢ · δ4ᵣⱼ
        //+ blank(2);
        for (int i = 0; i < p.W4.length; i++) { //-
            for (int j = 0; j < p.b4.length; j++) { //-
                double sum = 0; //-
                for (int r = 0; r < rows; r++) { //-
                    sum += a3[r][i] * delta4[r][j]; //-
                } //-
                g.W4[i][j] = sum; //-
            } //-
        } //-

        // Step 3: g.b4 = ∂E/∂b4. [outputs]
        //     ∂E/∂b4ⱼ = Σᵣ δ4ᵣⱼ
        //+ blank(3);
        for (int j = 0; j < p.b4.length; j++) { //-
            double sum = 0; //-
            for (int r = 0; r < rows; r++) { //-
                sum += delta4[r][j]; //-
            } //-
            g.b4[j] = sum; //-
        } //-

        // Step 4: δ3 = ∂E/∂z3 = (δ4·W4ᵀ) ⊙ tanh'(z3). [rows × units]
        //     δ3ᵣᵢ = (Σⱼ δ4ᵣⱼ · W4ᵢⱼ) · (1 - a3ᵣᵢ²)
        double[][] delta3 = new double[rows][p.b3.length];
        //+ blank(4);
        for (int r = 0; r < rows; r++) { //-
            for (int i = 0; i < p.b3.length; i++) { //-
                double back = 0; //-
                for (int j = 0; j < p.b4.length; j++) { //-
                    back += delta4[r][j] * p.W4[i][j]; //-
                } //-
                delta3[r][i] = back * (1 - a3[r][i] * a3[r][i]); //-
            } //-
        } //-

        // Step 5: g.W3 = ∂E/∂W3 = a2ᵀ·δ3. [units × units]
        //     ∂E/∂W3ᵢⱼ = Σᵣ a2ᵣᵢ · δ3ᵣⱼ
        //+ blank(5);
        for (int i = 0; i < p.W3.length; i++) { //-
            for (int j = 0; j < p.b3.length; j++) { //-
                double sum = 0; //-
                for (int r = 0; r < rows; r++) { //-
                    sum += a2[r][i] * delta3[r][j]; //-
                } //-
                g.W3[i][j] = sum; //-
            } //-
        } //-

        // Step 6: g.b3 = ∂E/∂b3. [units]
        //     ∂E/∂b3ⱼ = Σᵣ δ3ᵣⱼ
        //+ blank(6);
        for (int j = 0; j < p.b3.length; j++) { //-
            double sum = 0; //-
            for (int r = 0; r < rows; r++) { //-
                sum += delta3[r][j]; //-
            } //-
            g.b3[j] = sum; //-
        } //-

        // Step 7: δ2 = ∂E/∂z2 = (δ3·W3ᵀ) ⊙ tanh'(z2). [rows × units]
        //     δ2ᵣᵢ = (Σⱼ δ3ᵣⱼ · W3ᵢⱼ) · (1 - a2ᵣᵢ²)
        double[][] delta2 = new double[rows][p.b2.length];
        //+ blank(7);
        for (int r = 0; r < rows; r++) { //-
            for (int i = 0; i < p.b2.length; i++) { //-
                double back = 0; //-
                for (int j = 0; j < p.b3.length; j++) { //-
                    back += delta3[r][j] * p.W3[i][j]; //-
                } //-
                delta2[r][i] = back * (1 - a2[r][i] * a2[r][i]); //-
            } //-
        } //-

        // Step 8: g.W2 = ∂E/∂W2 = xᵀ·δ2. [inputs × units]
        //     ∂E/∂W2ᵢⱼ = Σᵣ xᵣᵢ · δ2ᵣⱼ
        //+ blank(8);
        for (int i = 0; i < p.W2.length; i++) { //-
            for (int j = 0; j < p.b2.length; j++) { //-
                double sum = 0; //-
                for (int r = 0; r < rows; r++) { //-
                    sum += x[r][i] * delta2[r][j]; //-
                } //-
                g.W2[i][j] = sum; //-
            } //-
        } //-

        // Step 9: g.b2 = ∂E/∂b2. [units]
        //     ∂E/∂b2ⱼ = Σᵣ δ2ᵣⱼ
        //+ blank(9);
        for (int j = 0; j < p.b2.length; j++) { //-
            double sum = 0; //-
            for (int r = 0; r < rows; r++) { //-
                sum += delta2[r][j]; //-
            } //-
            g.b2[j] = sum; //-
        } //-
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

    /** tanh(z). */
    private static double[][] tanh(double[][] z) {
        double[][] a = new double[z.length][z[0].length];
        for (int r = 0; r < z.length; r++) {
            for (int j = 0; j < z[r].length; j++) {
                a[r][j] = Math.tanh(z[r][j]);
            }
        }
        return a;
    }

    /** eᶻʲ / Σₖ eᶻᵏ, row by row; the largest z is taken off first, which changes nothing but avoids overflow. */
    private static double[][] softmax(double[][] z) {
        double[][] y = new double[z.length][z[0].length];
        for (int r = 0; r < z.length; r++) {
            double largest = z[r][0];
            for (double one : z[r]) {
                largest = Math.max(largest, one);
            }
            double sum = 0;
            for (int j = 0; j < z[r].length; j++) {
                y[r][j] = Math.exp(z[r][j] - largest);
                sum += y[r][j];
            }
            for (int j = 0; j < z[r].length; j++) {
                y[r][j] /= sum;
            }
        }
        return y;
    }
}
