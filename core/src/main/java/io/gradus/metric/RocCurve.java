package io.gradus.metric;

import java.util.Arrays;
import java.util.OptionalDouble;

/// The area under the receiver operating characteristic, by ranks and without the curve.
///
/// The area is the probability that a random positive row scores above a random negative one, equal scores counted
/// half: U / (P·N) of Mann and Whitney (Hanley and McNeil, Radiology 143 (1982) 29). Twice U is a whole number, so
/// nothing is rounded before the one division.
final class RocCurve {
    private RocCurve() {}

    /// The area for one class against all others.
    ///
    /// @param scores matrix [rows × width], row-major; its given column is the score; not modified
    /// @param actual class of each row
    /// @param positive the class that should score high; all others are negative
    /// @return empty if no row is positive or none is negative
    static OptionalDouble area(double[] scores, int width, int column, int[] actual, int positive) {
        double[] positives = new double[actual.length];
        double[] negatives = new double[actual.length];
        int p = 0;
        int n = 0;
        for (int row = 0; row < actual.length; row++) {
            double score = scores[row * width + column] + 0.0; // -0 becomes 0, which Arrays.sort would tell apart
            if (actual[row] == positive) {
                positives[p++] = score;
            } else {
                negatives[n++] = score;
            }
        }
        if (p == 0 || n == 0) {
            return OptionalDouble.empty();
        }
        Arrays.sort(positives, 0, p);
        Arrays.sort(negatives, 0, n);
        long twiceU = 0;
        int below = 0; // negatives below the score
        int notAbove = 0; // negatives below or equal
        for (int i = 0; i < p; i++) {
            while (below < n && negatives[below] < positives[i]) {
                below++;
            }
            while (notAbove < n && negatives[notAbove] <= positives[i]) {
                notAbove++;
            }
            twiceU += below + notAbove;
        }
        return OptionalDouble.of(twiceU / (2.0 * p * n));
    }
}
