//+ import static io.gradus.exercise.Blank.blank;
//+
import io.gradus.exercise.MomentumExercise;
import io.gradus.exercise.Parameters;

/**
 * Exercise 7: gradient descent with momentum.
 *
 * A step goes along the velocity v, which remembers the steps before. Then ask: gradus check Exercise7Momentum.java
 */
public class Exercise7Momentum implements MomentumExercise {
    @Override
    public void update(Parameters p, Parameters g, Parameters v, double learningRate, double momentum) {
        for (int i = 0; i < p.W2.length; i++) {
            move(p.W2[i], g.W2[i], v.W2[i], learningRate, momentum);
        }
        move(p.b2, g.b2, v.b2, learningRate, momentum);
        for (int i = 0; i < p.W3.length; i++) {
            move(p.W3[i], g.W3[i], v.W3[i], learningRate, momentum);
        }
        move(p.b3, g.b3, v.b3, learningRate, momentum);
    }

    /** Moves some parameters: p and v change, g does not. */
    private static void move(double[] p, double[] g, double[] v, double learningRate, double momentum) {
        for (int i = 0; i < p.length; i++) {
            // Step 1: v, the velocity: the old one, slowed down, and the gradient.
            //     v ← μ · v + g
            v[i] = momentum * v[i] + g[i]; //= v[i] = blank(1);

            // Step 2: p, the parameters, with the new velocity.
            //     p ← p - η · v
            p[i] = p[i] - learningRate * v[i]; //= p[i] = blank(2);
        }
    }
}
