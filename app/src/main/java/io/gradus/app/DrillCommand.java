package io.gradus.app;

import io.gradus.app.drill.Drill;
import io.gradus.diagnosis.MistakeKind;
import io.gradus.diagnosis.Quantity;
import io.gradus.diagnosis.Situation;
import io.gradus.gradient.BlockCheck;
import io.gradus.layer.Layer;
import io.gradus.layer.ParameterBlock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `gradus drill`: a mistake is planted in a backward pass, and the learner finds it.
@Command(
        name = "drill",
        mixinStandardHelpOptions = true,
        header = "Plants mistakes in a backward pass for you to find.",
        description = {
            "Each round shows what a backward pass with one mistake gave, beside the right values, and asks which "
                    + "block is wrong first and what was done. Two points for the block, three for the mistake; a "
                    + "hint (h at the second question) costs one. End with q.",
        },
        footer = {"", "Example: gradus drill --rounds 3 --seed 7"})
final class DrillCommand implements Callable<Integer> {
    private static final int FOR_BLOCK = 2;
    private static final int FOR_KIND = 3;
    private static final int HINT = 1;

    @Option(names = "--rounds", paramLabel = "N", description = "Default: 5.")
    private int rounds = 5;

    @Option(names = "--seed", paramLabel = "N", description = "The same seed, the same rounds. Default: by the clock.")
    private @Nullable Long seed;

    @Option(names = "--json", paramLabel = "FILE", description = "The score as JSON.")
    private @Nullable String json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    private final BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    private final List<Map<String, @Nullable Object>> played = new ArrayList<>();
    private boolean over;

    @Override
    public Integer call() {
        if (rounds < 1) {
            throw new IllegalArgumentException("--rounds: expected at least 1, got " + rounds);
        }
        if ("-".equals(json)) {
            throw new IllegalArgumentException("--json: standard output is for the drill, give a file");
        }
        Console console =
                new Console(spec.commandLine().getOut(), spec.commandLine().getErr(), json);
        long drawn = seed == null ? System.nanoTime() % 10_000 : seed;
        int score = 0;
        int possible = 0;
        for (int number = 0; number < rounds && !over; number++) {
            Drill drill = Drill.of(drawn, number);
            console.print("Round %d of %d (seed %d)", number + 1, rounds, drawn);
            show(console, drill);
            int points = ask(console, drill);
            if (!over) {
                possible += FOR_BLOCK + FOR_KIND;
                score += points;
                played.add(entry(drill, points));
            }
        }
        console.print("Score: %d of %d points in %d of %d rounds.", score, possible, played.size(), rounds);
        Map<String, @Nullable Object> report = new LinkedHashMap<>();
        report.put("seed", drawn);
        report.put("score", score);
        report.put("possible", possible);
        report.put("rounds", played);
        console.report(report);
        return ExitCode.DONE;
    }

    private static Map<String, @Nullable Object> entry(Drill drill, int points) {
        Map<String, @Nullable Object> entry = new LinkedHashMap<>();
        entry.put("block", drill.block());
        entry.put("kind", drill.kind().word());
        entry.put("points", points);
        return entry;
    }

    private static void show(Console console, Drill drill) {
        Situation s = drill.situation();
        List<String> activations = s.architecture().layers().stream()
                .map(layer -> ((Layer.Dense) layer).activation().name())
                .toList();
        console.print(
                "A %s network (%s), loss %s, batch %d%s.",
                s.architecture().sizes(),
                String.join(", ", activations),
                s.loss().name(),
                s.rows(),
                s.l2() > 0 ? String.format(Locale.ROOT, ", l2 penalty %s", s.l2()) : "");
        console.print("");
        console.print("The backward pass as it should be:");
        for (String formula : s.formulas()) {
            int equals = formula.indexOf('=');
            console.print("  %-6s %s", formula.substring(0, equals).strip(), formula.substring(equals));
        }
        console.print("");
        console.print("The forward pass:");
        for (Quantity quantity : s.forward()) {
            show(console, quantity);
        }
        List<ParameterBlock> parameters = s.architecture().blocks();
        double[] p = s.parameters();
        for (ParameterBlock block : parameters) {
            show(console, s.name(block), block.rows(), block.columns(), i -> p[block.offset() + i]);
        }
        console.print("");
        console.print("What the pass with the mistake gave, and the right values:");
        List<BlockCheck> blocks = drill.diagnosis().report().blocks();
        for (int layer = blocks.size() / 2 - 1; layer >= 0; layer--) {
            show(console, s, blocks.get(2 * layer));
            show(console, s, blocks.get(2 * layer + 1));
        }
        console.print("");
    }

    private static void show(Console console, Quantity quantity) {
        int columns = quantity.columns();
        show(console, quantity.name(), quantity.rows(), columns, i -> quantity.value(i / columns, i % columns));
    }

    private static void show(Console console, String name, int rows, int columns, IntToDoubleFunction value) {
        for (int row = 0; row < rows; row++) {
            console.print("  %-4s%s", row == 0 ? name : "", numbers(row, columns, value));
        }
    }

    private static String numbers(int row, int columns, IntToDoubleFunction value) {
        return IntStream.range(row * columns, (row + 1) * columns)
                .mapToObj(i -> String.format(Locale.ROOT, "%10.5f", value.applyAsDouble(i)))
                .collect(Collectors.joining());
    }

    private static void show(Console console, Situation s, BlockCheck block) {
        int columns = block.block().columns();
        for (int row = 0; row < block.block().rows(); row++) {
            String given = numbers(row, columns, block::analytic);
            String right = numbers(row, columns, block::numeric);
            console.print("  %-4s%s  |%s", row == 0 ? "d" + s.name(block.block()) : "", given, right);
        }
    }

    /// Both questions of a round.
    ///
    /// @return the points
    private int ask(Console console, Drill drill) {
        int points = 0;
        List<String> blocks = new ArrayList<>();
        drill.blocks().forEach(name -> blocks.addAll(List.of(name, "d" + name)));
        String block = answer(
                console,
                "Which block is the first that is wrong, from the output? [" + String.join(" ", drill.blocks()) + "] ",
                blocks);
        if (over) {
            return points;
        }
        if (block.equalsIgnoreCase(drill.block()) || block.equalsIgnoreCase("d" + drill.block())) {
            points += FOR_BLOCK;
            console.print("Right, %d points.", FOR_BLOCK);
        } else {
            console.print("It is %s.", drill.block());
        }
        console.print("What was done?");
        List<MistakeKind> choices = drill.choices();
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < choices.size(); i++) {
            numbers.add(Integer.toString(i + 1));
            console.print("  %d  %s", i + 1, choices.get(i).meaning());
        }
        List<String> withHint = new ArrayList<>(numbers);
        withHint.add("h");
        String kind = answer(console, "[1-%d, h: hint] ".formatted(choices.size()), withHint);
        int value = FOR_KIND;
        if (kind.equalsIgnoreCase("h")) {
            value -= HINT;
            console.print("Hint: look at %s", drill.formula());
            kind = answer(console, "[1-%d] ".formatted(choices.size()), numbers);
        }
        if (over) {
            return points;
        }
        if (kind.equals(Integer.toString(choices.indexOf(drill.kind()) + 1))) {
            points += value;
            console.print("Right, %d points. %s", value, drill.solution());
        } else {
            console.print("No: %s", drill.solution());
        }
        console.print("It should be %s", drill.formula());
        console.print("");
        return points;
    }

    /// Asks until the answer is one of those that there are, or the drill is over: a slip of the finger costs nothing.
    private String answer(Console console, String question, List<String> answers) {
        while (true) {
            String answer = answer(console, question);
            if (over || answers.stream().anyMatch(answer::equalsIgnoreCase)) {
                return answer;
            }
            console.print("One of those in brackets, please; q ends the drill.");
        }
    }

    private String answer(Console console, String question) {
        console.ask(question);
        try {
            String line = in.readLine();
            over = line == null || line.strip().equalsIgnoreCase("q");
            return line == null ? "" : line.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
