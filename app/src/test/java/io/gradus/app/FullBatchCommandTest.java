package io.gradus.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `train` with optimizers that take all rows at once.
class FullBatchCommandTest {
    private static final String HELP = "see gradus train --help";

    @TempDir
    private Path folder;

    private CommandLineRun train(String... options) {
        List<Object> arguments = new ArrayList<>(List.of("train", SmallData.numbers(folder)));
        arguments.addAll(List.of("--target", "sum,product", "--model", folder.resolve("m.gradus")));
        arguments.addAll(List.of("--hidden", "5", "--epochs", "8"));
        arguments.addAll(List.of(options));
        return CommandLineRun.of(arguments.toArray());
    }

    /// The usual batch of 32 and learning rate of 0.001 do not stand in their way.
    @ParameterizedTest
    @ValueSource(strings = {"rprop", "irprop+", "lbfgs", "lm"})
    void trainsWithItsDefaults(String optimizer) {
        CommandLineRun run = train("--optimizer", optimizer);
        assertThat(run.exitCode()).as("%s", run).isEqualTo(ExitCode.DONE);
        assertThat(CommandLineRun.succeeds("info", folder.resolve("m.gradus")).out())
                .contains(optimizer);
    }

    @Test
    void levenbergMarquardtIsDoubleUnlessToldOtherwise() {
        train("--optimizer", "lm");
        assertThat(CommandLineRun.succeeds("info", folder.resolve("m.gradus")).out())
                .containsPattern("precision +double");
        train("--optimizer", "lm", "--precision", "float")
                .assertRefused(
                        2,
                        "train: precision: expected double, as its matrix has twice the digits to lose, with lm, got float",
                        HELP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rprop", "irprop+", "lbfgs", "lm"})
    void refusesABatch(String optimizer) {
        train("--optimizer", optimizer, "--batch", "16")
                .assertRefused(
                        2,
                        "train: --batch: %s takes all rows in each step, leave --batch out".formatted(optimizer),
                        HELP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lbfgs", "lm"})
    void refusesALearningRateWhereThereIsNone(String optimizer) {
        train("--optimizer", optimizer, "--learning-rate", "0.1")
                .assertRefused(
                        2,
                        "train: learning rate: expected none with %s, which finds its steps itself, got 0.1"
                                .formatted(optimizer),
                        HELP);
    }

    @Test
    void refusesLevenbergMarquardtForClasses() {
        CommandLineRun.of(
                        "train",
                        SmallData.classes(folder),
                        "--target",
                        "label",
                        "--optimizer",
                        "lm",
                        "--model",
                        folder.resolve("m.gradus"))
                .assertRefused(
                        2, "train: loss: expected mse, a sum of squares, with lm, got categorical_cross_entropy", HELP);
    }

    @Test
    void refusesDropoutWhereTheLossMustBeOneFunction() {
        train("--optimizer", "lbfgs", "--dropout", "0.2")
                .assertRefused(
                        2,
                        "train: optimizer lbfgs: expected a network without dropout, as its loss would be another with"
                                + " each mask",
                        HELP);
    }
}
