package io.gradus.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.gradus.InputException;
import io.gradus.data.Folds;
import io.gradus.data.Table;
import io.gradus.data.TestSize;
import io.gradus.layer.Activation;
import io.gradus.metric.Metric;
import io.gradus.train.Optimizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchTest {
    private static final Folds FOLDS = Folds.stratified(3, 5);

    @TempDir
    private Path folder;

    private static Table clouds() {
        return SyntheticTables.clouds(60, new double[][] {{0, 0}, {2, 1}}, 1, 7);
    }

    private static Recipe.Builder recipe() {
        return Recipe.builder("class").hidden(4).epochs(8);
    }

    private static Search.Candidate candidate(String name, Recipe.Builder recipe) {
        return new Search.Candidate(name, recipe.build());
    }

    /// Learning rates from useless to useful.
    private static List<Search.Candidate> rates() {
        List<Search.Candidate> candidates = new ArrayList<>();
        for (double rate : new double[] {1e-6, 0.01, 0.1, 1e-4}) {
            candidates.add(candidate("rate " + rate, recipe().optimizer(Optimizer.adam(rate))));
        }
        return candidates;
    }

    /// Everything of a result but the time it took.
    private static String withoutSeconds(SearchResult result) {
        StringBuilder text = new StringBuilder(result.metric().name());
        for (SearchResult.Trial trial : result.trials()) {
            text.append("\n%d %d %d".formatted(trial.number(), trial.epochs(), trial.rung()));
            trial.scores().folds().forEach(fold -> text.append(" " + fold.epochs() + " " + fold.scores()));
        }
        return text.toString();
    }

    private static final class Counting implements FoldListener {
        private final AtomicInteger done = new AtomicInteger();
        private final int most;

        private Counting(int most) {
            this.most = most;
        }

        @Override
        public void done(FoldResult result) {
            done.incrementAndGet();
        }

        @Override
        public boolean stopRequested() {
            return done.get() >= most;
        }
    }

    @Test
    void ranksCandidatesByTheirCrossValidations() {
        SearchResult result = new Search(FOLDS).run(rates(), clouds());

        Metric logLoss = Metric.named("log_loss");
        assertThat(result.metric()).isEqualTo(logLoss);
        assertThat(result.trials().getFirst().candidate().name()).isEqualTo("rate 0.1");
        for (SearchResult.Trial trial : result.trials()) {
            CrossValidated alone =
                    new CrossValidation(FOLDS).run(trial.candidate().recipe(), clouds());
            assertThat(trial.scores().mean(logLoss)).isEqualTo(alone.mean(logLoss));
        }
        assertThat(result.trials())
                .extracting(trial -> trial.scores().mean(logLoss))
                .isSorted();
    }

    @Test
    void ranksNumbersByRmseUnlessToldOtherwise() {
        List<Search.Candidate> candidates = List.of(
                candidate("a", Recipe.builder("y").hidden(2).epochs(3)),
                candidate("b", Recipe.builder("y").hidden(5).epochs(3)));
        Table sine = SyntheticTables.sine(30);

        assertThat(new Search(Folds.of(2, 1)).run(candidates, sine).metric().name())
                .isEqualTo("rmse");
        Metric pinball = Metric.named("pinball:0.9");
        SearchResult result = new Search(Folds.of(2, 1)).withMetric(pinball).run(candidates, sine);
        assertThat(result.metric()).isEqualTo(pinball);
        assertThat(result.best().scores().metrics()).contains(pinball, Metric.named("pinball"));
    }

    @Test
    void halvingOnATableIsTheSameOnAnyNumberOfThreads() {
        Search search = new Search(FOLDS).withHalving(new Halving(2));
        SearchResult alone = search.withThreads(1).run(rates(), clouds());

        assertThat(withoutSeconds(search.withThreads(2).run(rates(), clouds()))).isEqualTo(withoutSeconds(alone));
        assertThat(alone.trials()).extracting(SearchResult.Trial::epochs).containsExactly(8, 8, 4, 4);
        assertThat(search.trainings(4)).isEqualTo((4 + 2) * 3);
    }

    @Test
    void goesOnAfterAnInterruptionToTheSameEnd() {
        String whole = withoutSeconds(new Search(FOLDS).run(rates(), clouds()));
        Path file = folder.resolve("state.json");
        Search interrupted =
                new Search(FOLDS).withThreads(2).withListener(new Counting(5)).withState(new SearchState(file, false));
        assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> interrupted.run(rates(), clouds()));

        Counting counting = new Counting(Integer.MAX_VALUE);
        SearchResult resumed = new Search(FOLDS)
                .withListener(counting)
                .withState(new SearchState(file, true))
                .run(rates(), clouds());

        assertThat(withoutSeconds(resumed)).isEqualTo(whole);
        assertThat(counting.done.get()).isEqualTo(12);
    }

    @Test
    void trainsNothingThatIsInTheStateAlready() throws IOException {
        Path file = folder.resolve("state.json");
        new Search(FOLDS).withState(new SearchState(file, false)).run(rates(), clouds());
        // A score that no training gives: it is found again, so it was read.
        String text = Files.readString(file);
        assertThat(text).contains("\"accuracy\":");
        Files.writeString(file, text.replaceAll("\"accuracy\":[0-9.]+", "\"accuracy\":0.125"));

        List<Search.Candidate> more = new ArrayList<>(rates());
        more.add(candidate("dropout", recipe().dropout(0.5).optimizer(Optimizer.adam(0.01))));
        SearchResult result =
                new Search(FOLDS).withState(new SearchState(file, true)).run(more, clouds());

        Metric accuracy = Metric.named("accuracy");
        assertThat(result.trials())
                .filteredOn(trial -> trial.number() <= 4)
                .extracting(trial -> trial.scores().mean(accuracy))
                .containsOnly(0.125);
        assertThat(result.trials())
                .filteredOn(trial -> trial.number() == 5)
                .extracting(trial -> trial.scores().mean(accuracy))
                .doesNotContain(0.125);
    }

    @Test
    void refusesTheStateOfOtherDataOrFolds() {
        Path file = folder.resolve("state.json");
        new Search(FOLDS).withState(new SearchState(file, false)).run(rates().subList(0, 1), clouds());
        Search otherFolds = new Search(Folds.stratified(4, 5)).withState(new SearchState(file, true));
        Search same = new Search(FOLDS).withState(new SearchState(file, true));
        Table other = SyntheticTables.clouds(60, new double[][] {{0, 0}, {2, 1}}, 1, 8);

        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> otherFolds.run(rates(), clouds()))
                .withMessage(file + ": belongs to a search with other data or folds (\"folds\" differs)");
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> same.run(rates(), other))
                .withMessage(file + ": belongs to a search with other data or folds (\"data\" differs)");
    }

    @Test
    void everySettingThatMattersChangesTheFingerprint() {
        Recipe.Builder[] recipes = {
            recipe(),
            recipe().hidden(5),
            recipe().activation(Activation.tanh()),
            recipe().dropout(0.1),
            recipe().l2(0.1),
            recipe().batchSize(16),
            recipe().patience(3),
            recipe().optimizer(Optimizer.adam(0.002)),
            recipe().seed(1),
            recipe().standardise(false),
            recipe().validation(TestSize.fraction(0.2)),
            recipe().metric(Metric.named("accuracy")),
            recipe().smoothing(0.1),
            recipe().precision(io.gradus.layer.Precision.FLOAT)
        };
        List<String> fingerprints = new ArrayList<>();
        for (Recipe.Builder recipe : recipes) {
            fingerprints.add(Fingerprint.of(recipe.build().prepare(clouds())));
        }

        assertThat(fingerprints).doesNotHaveDuplicates();
        assertThat(Fingerprint.of(recipe().epochs(9).threads(2).build().prepare(clouds())))
                .isEqualTo(fingerprints.getFirst());
    }

    @Test
    void aCandidateThatDivergesIsLastAndEndsNothing() {
        Search.Candidate diverges = candidate(
                "diverges",
                Recipe.builder("y").hidden(3).activation(Activation.identity()).optimizer(Optimizer.sgd(1e6)));
        Search.Candidate sound =
                candidate("sound", Recipe.builder("y").hidden(3).epochs(3));
        Table sine = SyntheticTables.sine(30);

        SearchResult result = new Search(Folds.of(2, 1)).run(List.of(diverges, sound), sine);

        assertThat(result.trials())
                .extracting(trial -> trial.candidate().name())
                .containsExactly("sound", "diverges");
        assertThat(result.trials().getLast().scores().diverged()).isTrue();
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        new Search(Folds.of(2, 1)).run(List.of(diverges), sine).best());
    }

    @Test
    void checksAllCandidatesBeforeAnythingIsTrained() {
        Counting counting = new Counting(Integer.MAX_VALUE);
        Search search = new Search(FOLDS).withListener(counting);
        Search.Candidate good = candidate("good", recipe());

        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        search.run(List.of(good, candidate("bad", recipe().output(Activation.relu()))), clouds()))
                .withMessageStartingWith("bad: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> search.run(List.of(good, candidate("seed", recipe().seed(1))), clouds()))
                .withMessage("seed: expected the same target and test part as the other candidates");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> search.withMetric(Metric.named("rmse")).run(List.of(good), clouds()))
                .withMessageStartingWith("good: metric: expected one of [accuracy, ")
                .withMessageEndingWith(", got \"rmse\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Search(FOLDS)
                        .withHalving(new Halving(2))
                        .run(List.of(good, good, candidate("short", recipe().epochs(1))), clouds()))
                .withMessage(
                        "short: epochs: expected at least 2, as the first of 3 candidates get a part of them, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> search.run(List.of(), clouds()))
                .withMessage("candidates: expected at least 1, got none");
        assertThat(counting.done.get()).isZero();
    }
}
