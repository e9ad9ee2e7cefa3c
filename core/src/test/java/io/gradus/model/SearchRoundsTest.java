package io.gradus.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gradus.metric.Metric;
import io.gradus.model.Halving.Rung;
import io.gradus.model.SearchResult.Trial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The rounds of a search with judges that make results up.
class SearchRoundsTest {
    private static final Metric RMSE = Metric.named("rmse");
    private static final Metric ACCURACY = Metric.named("accuracy");

    private static List<Search.Candidate> candidates(int number, int epochs) {
        return IntStream.range(0, number)
                .mapToObj(i -> new Search.Candidate(
                        "candidate " + (i + 1),
                        Recipe.builder("y").epochs(epochs).build()))
                .toList();
    }

    private static FoldResult result(Metric metric, int fold, double score) {
        return new FoldResult(1, fold + 1, 10, 5, false, Map.of(metric, score), 0);
    }

    private static List<Integer> numbers(List<Trial> trials) {
        return trials.stream().map(Trial::number).toList();
    }

    @Test
    void rungsShrinkByTheFactorAndEndWithAllEpochs() {
        assertThat(new Halving(3).rungs(27)).containsExactly(new Rung(27, 9), new Rung(9, 3), new Rung(3, 1));
        assertThat(new Halving(3).rungs(10)).containsExactly(new Rung(10, 9), new Rung(4, 3), new Rung(2, 1));
        assertThat(new Halving(2).rungs(8)).containsExactly(new Rung(8, 4), new Rung(4, 2), new Rung(2, 1));
        assertThat(new Halving(3).rungs(3)).containsExactly(new Rung(3, 1));
        assertThat(new Halving(2).rungs(1)).containsExactly(new Rung(1, 1));
        assertThat(new Halving(50).rungs(2_000_000_000)).last().isEqualTo(new Rung(7, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Halving(1))
                .withMessage("factor: expected at least 2, got 1");
    }

    /// Late bloomers: candidate i has the error 10 + i at first; candidates 5 and 9 are best with more epochs.
    @Test
    void halvingLetsTheBestPartGoOnEachTime() {
        List<String> judged = Collections.synchronizedList(new ArrayList<>());
        SearchRounds.Judge judge = (candidate, fold, epochs, stop) -> {
            judged.add(candidate + 1 + "@" + epochs);
            double score = epochs == 10 ? 10 + candidate : epochs == 30 ? Math.abs(candidate + 1 - 3) : candidate;
            return result(RMSE, fold, score);
        };

        List<Trial> trials = new SearchRounds(candidates(9, 90), 1, RMSE, 1)
                .run(List.of(new Rung(9, 9), new Rung(5, 3), new Rung(2, 1)), judge);

        assertThat(judged)
                .containsExactly(
                        "1@10", "2@10", "3@10", "4@10", "5@10", "6@10", "7@10", "8@10", "9@10", //
                        "1@30", "2@30", "3@30", "4@30", "5@30", //
                        "2@90", "3@90"); // 3 is best, of 2 and 4 the first
        assertThat(numbers(trials)).containsExactly(2, 3, 4, 1, 5, 6, 7, 8, 9);
        assertThat(trials).extracting(Trial::rung).containsExactly(3, 3, 2, 2, 2, 1, 1, 1, 1);
        assertThat(trials).extracting(Trial::epochs).containsExactly(90, 90, 30, 30, 30, 10, 10, 10, 10);
    }

    @Test
    void ranksByTheMeanOfTheFoldsLargestFirstWhereThatIsBetter() {
        double[][] accuracies = {{0.5, 0.7}, {0.9, 0.1}, {0.6, 0.8}, {0.7, 0.5}};
        SearchRounds.Judge judge =
                (candidate, fold, epochs, stop) -> result(ACCURACY, fold, accuracies[candidate][fold]);

        List<Trial> trials = new SearchRounds(candidates(4, 5), 2, ACCURACY, 2).run(List.of(Rung.whole(4)), judge);

        assertThat(numbers(trials)).containsExactly(3, 1, 4, 2); // means 0.7, 0.6, 0.6, 0.5
    }

    @Test
    void undefinedAndDivergedComeLastAndStopNothing() {
        SearchRounds.Judge judge = (candidate, fold, epochs, stop) -> switch (candidate) {
            case 0 -> new FoldResult(1, 1, 10, 2, true, Map.of(RMSE, Double.NaN), 0);
            case 1 -> result(RMSE, fold, Double.NaN);
            default -> result(RMSE, fold, 1e300);
        };

        List<Trial> trials = new SearchRounds(candidates(3, 5), 1, RMSE, 1).run(List.of(Rung.whole(3)), judge);

        assertThat(numbers(trials)).containsExactly(3, 2, 1);
        assertThat(new SearchResult(RMSE, trials).best().number()).isEqualTo(3);
    }

    @Test
    void everyThreadCountJudgesTheSame() {
        SearchRounds.Judge judge =
                (candidate, fold, epochs, stop) -> result(RMSE, fold, (candidate * 7 + fold * 3) % 11 + 1.0 / epochs);
        List<Rung> rungs = new Halving(2).rungs(16);

        List<Trial> alone = new SearchRounds(candidates(16, 80), 3, RMSE, 1).run(rungs, judge);

        for (int threads : new int[] {2, 3, 8}) {
            List<Trial> trials = new SearchRounds(candidates(16, 80), 3, RMSE, threads).run(rungs, judge);
            assertThat(numbers(trials)).isEqualTo(numbers(alone));
            assertThat(trials)
                    .extracting(Trial::scores)
                    .isEqualTo(alone.stream().map(Trial::scores).toList());
        }
    }

    @Test
    void aFailureIsThrownOnceTheOthersHaveStopped() {
        SearchRounds.Judge judge = (candidate, fold, epochs, stop) -> {
            if (candidate == 2) {
                throw new IllegalArgumentException("candidate 3 is wrong");
            }
            while (!stop.getAsBoolean()) {
                Thread.onSpinWait();
            }
            throw new java.util.concurrent.CancellationException();
        };

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SearchRounds(candidates(8, 5), 1, RMSE, 3).run(List.of(Rung.whole(8)), judge))
                .withMessage("candidate 3 is wrong");
    }
}
