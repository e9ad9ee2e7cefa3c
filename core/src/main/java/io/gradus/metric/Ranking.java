package io.gradus.metric;

import io.gradus.math.Sums;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.function.IntPredicate;

/// Rows in the order of one score: how well it puts the positive ones above the others.
///
/// Rows of equal score stand at one place, so nothing depends on the order in which they were given. Without weights
/// all sums are whole numbers, and nothing is rounded before the divisions at the end.
final class Ranking {
    // Places in ascending order of the score.
    private final double[] positive; // weight of the positive rows at each place
    private final double[] negative;
    private final double positives; // all of them
    private final double negatives;

    /// @param scores matrix [rows × width], row-major; its given column is the score; not modified
    /// @param isPositive of a row
    Ranking(double[] scores, int width, int column, IntPredicate isPositive, Weights weights) {
        double[] places = new double[scores.length / width];
        for (int row = 0; row < places.length; row++) {
            places[row] = score(scores, width, column, row);
        }
        Arrays.sort(places);
        int distinct = 1;
        for (int i = 1; i < places.length; i++) {
            if (places[i] != places[distinct - 1]) {
                places[distinct++] = places[i];
            }
        }
        positive = new double[distinct];
        negative = new double[distinct];
        for (int row = 0; row < places.length; row++) {
            int place = Arrays.binarySearch(places, 0, distinct, score(scores, width, column, row));
            (isPositive.test(row) ? positive : negative)[place] += weights.of(row);
        }
        positives = Sums.sum(positive);
        negatives = Sums.sum(negative);
    }

    private static double score(double[] scores, int width, int column, int row) {
        return scores[row * width + column] + 0.0; // -0 becomes 0, which Arrays.sort would tell apart
    }

    /// The area under the receiver operating characteristic, without the curve.
    ///
    /// The area is the probability that a random positive row scores above a random negative one, equal scores
    /// counted half: U / (P·N) of Mann and Whitney (Hanley and McNeil, Radiology 143 (1982) 29).
    ///
    /// @return empty if no row is positive or none is negative
    OptionalDouble rocArea() {
        if (positives == 0 || negatives == 0) {
            return OptionalDouble.empty();
        }
        double u = 0;
        double below = 0; // negative rows at lower places
        for (int place = 0; place < positive.length; place++) {
            u += positive[place] * (below + negative[place] / 2);
            below += negative[place];
        }
        return OptionalDouble.of(u / (positives * negatives));
    }

    /// Average precision, which sums up the curve of precision against recall: Σ (Rᵢ - Rᵢ₋₁)·Pᵢ over the places from
    /// the highest score down; precision Pᵢ and recall Rᵢ are those of predicting positive from place i up.
    ///
    /// That is scikit-learn's `average_precision_score`: steps, and not the trapezia that would join the points of the
    /// curve by lines, which are too kind (J. Davis, M. Goadrich, ICML 2006).
    ///
    /// @return empty if no row is positive
    OptionalDouble averagePrecision() {
        if (positives == 0) {
            return OptionalDouble.empty();
        }
        double[] terms = new double[positive.length];
        double above = 0; // positive rows from this place up
        double all = 0;
        for (int place = positive.length - 1; place >= 0; place--) {
            above += positive[place];
            all += positive[place] + negative[place];
            terms[place] = positive[place] == 0 ? 0 : positive[place] * (above / all);
        }
        return OptionalDouble.of(Sums.sum(terms) / positives);
    }
}
