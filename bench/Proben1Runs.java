import io.gradus.data.Dataset;
import io.gradus.data.Proben1;
import io.gradus.layer.Activation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Initializer;
import io.gradus.layer.Layer;
import io.gradus.layer.Loss;
import io.gradus.network.Network;
import io.gradus.train.Optimizer;
import io.gradus.train.Regularisation;
import io.gradus.train.Stopping;
import io.gradus.train.Trainer;
import io.gradus.train.Trainer.Trained;
import io.gradus.train.TrainingSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// The benchmark Proben1 (L. Prechelt, technical report 21/94, 1994) by its published recipe and by one of our own, as
/// tables in Markdown: `java -cp 'app/target/lib/*' bench/Proben1Runs.java FOLDER [published|variants|candidates|own|flare] [RUNS]`.
///
/// Seeds are 1, 2, 3, …, so a table is the same each time. Legend: N outputs, P examples; E = 100/(N·P)·Σ (y - t)², the
/// squared error percentage.
final class Proben1Runs {
    /// What is published: tables 10 and 11 of the report.
    ///
    /// @param hidden units of the hidden layers
    /// @param linear whether the output units are linear (`l`) or of the hidden kind (`s`)
    /// @param e mean squared error percentage of the test part over 60 runs, `eDeviation` its standard deviation
    /// @param c mean percentage of wrong classes; NaN where there are none
    record Published(
            String set, int[] hidden, boolean linear, double e, double eDeviation, double c, double cDeviation) {}

    static final List<Published> SETS = List.of(
            new Published("cancer1", new int[] {4, 2}, true, 1.32, 0.13, 1.38, 0.49),
            new Published("cancer2", new int[] {8, 4}, true, 3.47, 0.28, 4.77, 0.94),
            new Published("cancer3", new int[] {16, 8}, true, 2.60, 0.22, 3.70, 0.52),
            new Published("diabetes1", new int[] {32}, true, 16.99, 0.91, 24.10, 1.91),
            new Published("diabetes2", new int[] {16, 8}, true, 18.43, 1.00, 26.42, 2.26),
            new Published("diabetes3", new int[] {32}, true, 16.48, 1.16, 22.59, 2.23),
            new Published("gene1", new int[] {4, 2}, true, 8.66, 1.28, 16.67, 3.75),
            new Published("thyroid1", new int[] {16, 8}, true, 1.28, 0.12, 2.38, 0.35),
            new Published("building1", new int[] {16}, true, 1.36, 0.63, Double.NaN, Double.NaN),
            new Published("flare1", new int[] {32}, false, 0.54, 0.01, Double.NaN, Double.NaN));

    /// What a run comes to.
    ///
    /// @param e squared error percentage of the test part
    /// @param c percentage of wrong classes there
    /// @param validation squared error percentage of the validation part
    record Result(double e, double c, double validation, int epochs) {}

    private final Path folder;
    private final int runs;

    Proben1Runs(Path folder, int runs) {
        this.folder = folder;
        this.runs = runs;
    }

    public static void main(String[] arguments) {
        int runs = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 60;
        Proben1Runs bench = new Proben1Runs(Path.of(arguments[0]), runs);
        switch (arguments.length > 1 ? arguments[1] : "published") {
            case "published" -> bench.published();
            case "variants" -> bench.variants();
            case "candidates" -> bench.candidates();
            case "own" -> bench.own();
            case "flare" -> bench.flare();
            default -> throw new IllegalArgumentException("expected published, variants, candidates, own or flare");
        }
    }

    // The published recipe, section 3.3

    private static TrainingSettings recipe(int seed, Optimizer optimizer, Stopping... stopping) {
        return TrainingSettings.of(Loss.mse())
                .withOptimizer(optimizer)
                .withEpochs(3000)
                .withValidateEvery(5)
                .withShuffle(false)
                .withStopping(stopping)
                .withSeed(seed);
    }

    /// First step drawn from 0.05 to 0.2, η⁺ 1.1, η⁻ 0.5, steps from 0 to 50.
    private static Optimizer rprop(boolean backtracking) {
        return new Optimizer.Rprop(0.05, 0.2, 1.1, 0.5, 0, 50, backtracking);
    }

    private static Network network(Published set, Proben1 data, int seed) {
        List<Layer> layers = new ArrayList<>();
        for (int units : set.hidden()) {
            layers.add(Layer.dense(units, Activation.softsign()));
        }
        layers.add(Layer.dense(data.outputs(), set.linear() ? Activation.identity() : Activation.softsign()));
        return Network.initialized(
                new Architecture(data.inputs(), layers), Initializer.uniform(0.5), seed);
    }

    private static Result run(Published set, Proben1 data, TrainingSettings settings, int seed) {
        Trained trained = new Trainer(settings)
                .withValidation(data.validation())
                .withThreads(1)
                .fit(network(set, data, seed), data.training());
        return result(data, trained);
    }

    private static Result result(Proben1 data, Trained trained) {
        Dataset test = data.test();
        double[] y = trained.network().predict(test.x(), test.rows());
        Dataset validation = data.validation();
        double[] ofValidation = trained.network().predict(validation.x(), validation.rows());
        return new Result(
                percent(y, test.t()),
                wrong(y, test.t(), test.outputs()),
                percent(ofValidation, validation.t()),
                trained.history().epochs().size());
    }

    private static double percent(double[] y, double[] t) {
        double sum = 0;
        for (int i = 0; i < t.length; i++) {
            sum += (y[i] - t[i]) * (y[i] - t[i]);
        }
        return 100 * sum / t.length;
    }

    /// The largest output wins.
    private static double wrong(double[] y, double[] t, int n) {
        int wrong = 0;
        for (int from = 0; from < t.length; from += n) {
            int best = 0;
            for (int j = 1; j < n; j++) {
                best = y[from + j] > y[from + best] ? j : best;
            }
            wrong += t[from + best] == 1 ? 0 : 1;
        }
        return 100.0 * wrong * n / t.length;
    }

    private void published() {
        System.out.println("| set | hidden | E published | E here | c published | c here | epochs |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- |");
        for (Published set : SETS) {
            Proben1 data = data(set);
            List<Result> results = results(seed -> run(
                    set,
                    data,
                    recipe(seed, rprop(false), Stopping.generalisationLoss(5), Stopping.trainingProgress(5, 0.1)),
                    seed));
            row(set, results);
        }
    }

    /// One thing of the recipe changed at a time: what the differences come from.
    private void variants() {
        record Variant(String name, Optimizer optimizer, Stopping... stopping) {}
        Stopping gl = Stopping.generalisationLoss(5);
        Stopping progress = Stopping.trainingProgress(5, 0.1);
        List<Variant> variants = List.of(
                new Variant("as published", rprop(false), gl, progress),
                new Variant("iRPROP+", rprop(true), gl, progress),
                new Variant("η⁺ 1.2", new Optimizer.Rprop(0.05, 0.2, 1.2, 0.5, 0, 50, false), gl, progress),
                new Variant("no GL", rprop(false), progress),
                new Variant("no P", rprop(false), gl),
                new Variant("all 3000 epochs", rprop(false)));
        System.out.println("| set | variant | E | c | epochs |");
        System.out.println("| --- | --- | --- | --- | --- |");
        for (Published set : SETS) {
            Proben1 data = data(set);
            for (Variant variant : variants) {
                List<Result> results = results(
                        seed -> run(set, data, recipe(seed, variant.optimizer(), variant.stopping()), seed));
                System.out.printf(
                        Locale.ROOT,
                        "| %s | %s | %s | %s | %.0f |%n",
                        set.set(),
                        variant.name(),
                        meanAndDeviation(results.stream().mapToDouble(Result::e).toArray()),
                        meanAndDeviation(results.stream().mapToDouble(Result::c).toArray()),
                        results.stream().mapToInt(Result::epochs).average().orElseThrow());
            }
        }
    }

    /// Where the result of flare1 comes from: its outputs, its units, its start, and what a constant would get.
    private void flare() {
        record Variant(String name, Activation output, Initializer initializer, int... hidden) {}
        Published set = SETS.getLast();
        Proben1 data = data(set);
        Initializer published = Initializer.uniform(0.5);
        List<Variant> variants = List.of(
                new Variant("softsign outputs, 32 units (as published)", Activation.softsign(), published, 32),
                new Variant("linear outputs", Activation.identity(), published, 32),
                new Variant("logistic outputs", Activation.sigmoid(), published, 32),
                new Variant("weights within 0.1", Activation.softsign(), Initializer.uniform(0.1), 32),
                new Variant("4 units", Activation.softsign(), published, 4),
                new Variant("no hidden layer, linear outputs", Activation.identity(), published));
        System.out.println("| flare1 | E test | E validation | epochs |");
        System.out.println("| --- | --- | --- | --- |");
        for (Variant variant : variants) {
            List<Layer> layers = new ArrayList<>();
            for (int units : variant.hidden()) {
                layers.add(Layer.dense(units, Activation.softsign()));
            }
            layers.add(Layer.dense(data.outputs(), variant.output()));
            Architecture architecture = new Architecture(data.inputs(), layers);
            List<Result> results = results(seed -> result(
                    data,
                    new Trainer(recipe(
                                    seed,
                                    rprop(false),
                                    Stopping.generalisationLoss(5),
                                    Stopping.trainingProgress(5, 0.1)))
                            .withValidation(data.validation())
                            .withThreads(1)
                            .fit(
                                    Network.initialized(architecture, variant.initializer(), seed),
                                    data.training())));
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %s | %s | %.0f |%n",
                    variant.name(),
                    meanAndDeviation(results.stream().mapToDouble(Result::e).toArray()),
                    meanAndDeviation(
                            results.stream().mapToDouble(Result::validation).toArray()),
                    results.stream().mapToInt(Result::epochs).average().orElseThrow());
        }
        System.out.printf(
                Locale.ROOT,
                "| the mean of the training part, for every example | %.2f | %.2f | |%n",
                percentOfMean(data.training(), data.test()),
                percentOfMean(data.training(), data.validation()));
    }

    private static double percentOfMean(Dataset training, Dataset judged) {
        double[] y = new double[judged.t().length];
        for (int j = 0; j < judged.outputs(); j++) {
            double sum = 0;
            for (int row = 0; row < training.rows(); row++) {
                sum += training.t()[row * training.outputs() + j];
            }
            for (int row = 0; row < judged.rows(); row++) {
                y[row * judged.outputs() + j] = sum / training.rows();
            }
        }
        return percent(y, judged.t());
    }

    // One recipe of our own

    /// One hidden layer for every set; what varies among the candidates is here.
    record Candidate(Activation activation, int units, double dropout, double l2, double rate, boolean crossEntropy) {}

    /// The one that `candidates` found best on the validation parts.
    static final Candidate OWN = new Candidate(Activation.relu(), 32, 0.2, 0, 3e-3, true);

    private static Result run(Candidate candidate, Proben1 data, int seed) {
        boolean crossEntropy = candidate.crossEntropy() && data.hasClasses();
        Network network = Network.of(
                seed,
                data.inputs(),
                Layer.dense(candidate.units(), candidate.activation()),
                Layer.dropout(candidate.dropout()),
                Layer.dense(data.outputs(), crossEntropy ? Activation.softmax() : Activation.identity()));
        TrainingSettings settings = TrainingSettings.of(crossEntropy ? Loss.categoricalCrossEntropy() : Loss.mse())
                .withOptimizer(Optimizer.adam(candidate.rate()))
                .withRegularisation(Regularisation.NONE.withL2(candidate.l2()).withAveraging(0.99))
                .withEpochs(500)
                .withPatience(30)
                .withSeed(seed);
        return result(
                data,
                new Trainer(settings)
                        .withValidation(data.validation())
                        .withThreads(1)
                        .fit(network, data.training()));
    }

    /// Looks at the validation parts alone.
    private void candidates() {
        List<Candidate> candidates = new ArrayList<>();
        for (Activation activation : List.of(Activation.softsign(), Activation.relu())) {
            for (double dropout : new double[] {0, 0.2}) {
                for (double l2 : new double[] {0, 1e-3}) {
                    for (boolean crossEntropy : new boolean[] {false, true}) {
                        candidates.add(new Candidate(activation, 32, dropout, l2, 3e-3, crossEntropy));
                    }
                }
            }
        }
        System.out.println("| candidate | geometric mean over the sets of E on the validation parts |");
        System.out.println("| --- | --- |");
        for (Candidate candidate : candidates) {
            double logarithms = 0;
            for (Published set : SETS) {
                Proben1 data = data(set);
                logarithms += Math.log(results(seed -> run(candidate, data, seed)).stream()
                        .mapToDouble(Result::validation)
                        .average()
                        .orElseThrow());
            }
            System.out.printf(
                    Locale.ROOT,
                    "| %s, %d units, dropout %s, l2 %s, %s | %.4f |%n",
                    candidate.activation().name(),
                    candidate.units(),
                    candidate.dropout(),
                    candidate.l2(),
                    candidate.crossEntropy() ? "cross-entropy" : "mse",
                    Math.exp(logarithms / SETS.size()));
        }
    }

    private void own() {
        System.out.println("| set | hidden | E published | E here | c published | c here | epochs |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- |");
        for (Published set : SETS) {
            Proben1 data = data(set);
            row(set, results(seed -> run(OWN, data, seed)));
        }
    }

    // Tables

    private Proben1 data(Published set) {
        return Proben1.read(folder.resolve(set.set() + ".dt"));
    }

    private List<Result> results(IntFunction<Result> run) {
        return IntStream.rangeClosed(1, runs).parallel().mapToObj(run).toList();
    }

    private static void row(Published set, List<Result> results) {
        double[] e = results.stream().mapToDouble(Result::e).toArray();
        double[] c = results.stream().mapToDouble(Result::c).toArray();
        boolean classes = !Double.isNaN(set.c());
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %.2f (%.2f) | %s | %s | %s | %.0f |%n",
                set.set(),
                String.join("+", java.util.Arrays.stream(set.hidden()).mapToObj(Integer::toString).toList()),
                set.e(),
                set.eDeviation(),
                meanAndDeviation(e),
                classes ? "%.2f (%.2f)".formatted(set.c(), set.cDeviation()) : "",
                classes ? meanAndDeviation(c) : "",
                results.stream().mapToInt(Result::epochs).average().orElseThrow());
    }

    private static String meanAndDeviation(double[] values) {
        double mean = java.util.Arrays.stream(values).average().orElseThrow();
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return String.format(Locale.ROOT, "%.2f (%.2f)", mean, Math.sqrt(squares / Math.max(1, values.length - 1)));
    }
}
