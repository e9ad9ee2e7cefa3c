package io.gradus.layer;

import io.gradus.math.Sums;

/// See [Initializer#orthogonal]. Every such matrix is as likely as any other.
///
/// Q of the QR decomposition of a matrix from N(0, 1), by the modified Gram-Schmidt process, each vector cleared twice so
/// that nothing is lost to rounding (W. Hoffmann, "Iterative algorithms for Gram-Schmidt orthogonalization", Computing 41
/// (1989) 335-348). The diagonal of R is positive, which makes the distribution uniform (F. Mezzadri, "How to generate
/// random matrices from the classical compact groups", Notices of the AMS 54 (2007) 592-604).
///
/// It costs 4·n²·m multiplications for n vectors of m numbers: a layer of 1000 × 1000 takes seconds.
record Orthogonal() implements Initializer.Blockwise {
    @Override
    public String name() {
        return "orthogonal";
    }

    @Override
    public void weights(Initializer.Draws random, int in, int out, Activation activation, double[] w) {
        boolean columns = in >= out;
        int n = columns ? out : in;
        int m = columns ? in : out;
        // Element i of vector v stands in w at v·across + i·along.
        int across = columns ? 1 : out;
        int along = columns ? out : 1;
        double[][] q = new double[n][m];
        for (int v = 0; v < n; v++) {
            for (int i = 0; i < m; i++) {
                q[v][i] = random.normal(v * across + i * along);
            }
            for (int round = 0; round < 2; round++) {
                for (int u = 0; u < v; u++) {
                    subtractProjection(q[v], q[u]);
                }
                normalise(q[v]);
            }
            for (int i = 0; i < m; i++) {
                w[v * across + i * along] = q[v][i];
            }
        }
    }

    /// x -= (x·unit)·unit, in place.
    private static void subtractProjection(double[] x, double[] unit) {
        double product = Sums.dot(x, 0, unit, 0, x.length);
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.fma(-product, unit[i], x[i]);
        }
    }

    /// x /= |x|, in place.
    private static void normalise(double[] x) {
        double norm = Math.sqrt(Sums.dot(x, 0, x, 0, x.length));
        for (int i = 0; i < x.length; i++) {
            x[i] /= norm;
        }
    }
}
