package io.gradus.app.npz;

import io.gradus.InputException;
import io.gradus.file.NpyArray;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The arrays of a check by name: those of each layer, from the smallest number found to the largest, the batch, and what
/// else may be known. All that a check needs are there, and no others.
final class NpzArrays {
    static final String BATCH = "x";
    static final String TARGETS = "t";
    static final String PREVIOUS_BATCH = "x_prev";
    static final String PREVIOUS_TARGETS = "t_prev";

    private static final Pattern NUMBERED = Pattern.compile("(W|b|dW|db)(0|[1-9][0-9]{0,4})");
    private static final List<String> OTHERS = List.of(BATCH, TARGETS, "lr", "l2", PREVIOUS_BATCH, PREVIOUS_TARGETS);

    private final String file;
    private final Map<String, NpyArray> arrays;
    private final int first;
    private final int layers;

    /// @param file for errors
    /// @throws InputException if one is missing, or of no use
    NpzArrays(String file, Map<String, NpyArray> arrays) {
        this.file = file;
        this.arrays = arrays;
        TreeSet<Integer> numbers = new TreeSet<>();
        for (String name : arrays.keySet()) {
            Matcher numbered = NUMBERED.matcher(name);
            if (numbered.matches()) {
                numbers.add(Integer.valueOf(numbered.group(2)));
            } else if (!OTHERS.contains(name)) {
                throw unknown(name);
            }
        }
        first = numbers.isEmpty() ? 1 : numbers.first();
        int last = numbers.isEmpty() ? 1 : numbers.last();
        layers = last - first + 1;
        for (int number = first; number <= last; number++) {
            require("W" + number, "save it: np.savez(..., %1$s=%1$s)");
            require("b" + number, "save it: np.savez(..., %1$s=%1$s)");
        }
        require(BATCH, "save the inputs that the gradients were computed on: np.savez(..., x=x)");
        require(TARGETS, "save the targets that the gradients were computed on: np.savez(..., t=t)");
        for (int number = first; number <= last; number++) {
            require("dW" + number, "save it; for a gradient not written yet: dW%2$d=np.zeros_like(W%2$d)");
            require("db" + number, "save it; for a gradient not written yet: db%2$d=np.zeros_like(b%2$d)");
        }
        if (arrays.containsKey(PREVIOUS_BATCH) || arrays.containsKey(PREVIOUS_TARGETS)) {
            require(PREVIOUS_BATCH, "save both of the step before, or none: x_prev and t_prev");
            require(PREVIOUS_TARGETS, "save both of the step before, or none: x_prev and t_prev");
        }
    }

    private InputException unknown(String name) {
        String known = "a check takes W1, b1, W2, b2, ... x, t, dW1, db1, ... and lr, l2, x_prev, t_prev";
        String hint = "leave it out; " + known;
        if (name.matches("arr_[0-9]+")) {
            hint = "give each array its name: np.savez(\"mine.npz\", W1=W1, b1=b1, ...); " + known;
        } else {
            Matcher wrongCase = Pattern.compile("(d?)([wb])_?([0-9]{1,5})").matcher(name.toLowerCase(Locale.ROOT));
            if (wrongCase.matches()) {
                hint = "call it %s%s%s"
                        .formatted(
                                wrongCase.group(1),
                                wrongCase.group(2).equals("w") ? "W" : "b",
                                wrongCase.group(3).replaceFirst("^0+(?=.)", ""));
            } else if (OTHERS.contains(name.toLowerCase(Locale.ROOT))) {
                hint = "call it " + name.toLowerCase(Locale.ROOT);
            }
        }
        return new InputException(where(name), "a check has no use for an array of this name", hint);
    }

    private void require(String name, String hint) {
        if (!arrays.containsKey(name)) {
            String digits = name.replaceAll("\\D", "");
            throw new InputException(
                    file,
                    "there is no array \"%s\", only %s".formatted(name, names()),
                    hint.formatted(name, digits.isEmpty() ? 0 : Integer.parseInt(digits)));
        }
    }

    private String names() {
        return arrays.isEmpty() ? "an empty archive" : String.join(", ", arrays.keySet());
    }

    /// The place of an array, for errors.
    String where(String name) {
        return "%s: array \"%s\"".formatted(file, name);
    }

    /// The number of the first layer.
    int first() {
        return first;
    }

    int layers() {
        return layers;
    }

    /// The name of a layer's array.
    ///
    /// @param letter W, b, dW or db
    /// @param layer from 0 on
    String name(String letter, int layer) {
        return letter + (first + layer);
    }

    /// An array that is there.
    NpyArray get(String name) {
        NpyArray array = arrays.get(name);
        if (array == null) {
            throw new IllegalArgumentException("there is no array " + name);
        }
        return array;
    }

    /// An array of finite numbers that is there.
    NpyArray finite(String name) {
        NpyArray array = get(name);
        for (int i = 0; i < array.values().length; i++) {
            if (!Double.isFinite(array.values()[i])) {
                int[] shape = array.shape();
                String place = shape.length < 2 ? "[%d]".formatted(i) : "[%d,%d]".formatted(i / shape[1], i % shape[1]);
                throw new InputException(
                        where(name),
                        "expected finite numbers, got %s at %s".formatted(array.values()[i], place),
                        "save the arrays of a step before they became infinite or no numbers");
            }
        }
        return array;
    }

    boolean has(String name) {
        return arrays.containsKey(name);
    }

    /// A single number, null if it is not there.
    ///
    /// @param positive whether 0 is refused
    @Nullable
    Double number(String name, boolean positive) {
        if (!has(name)) {
            return null;
        }
        NpyArray array = finite(name);
        if (array.values().length != 1) {
            throw new InputException(
                    where(name),
                    "expected a single number, got the shape " + text(array.shape()),
                    "save it as one: np.savez(..., %s=0.01)".formatted(name));
        }
        double value = array.values()[0];
        if (value < 0 || (positive && value == 0)) {
            throw new InputException(
                    where(name),
                    "expected a number %s, got %s".formatted(positive ? "above 0" : "of at least 0", value),
                    "save it as one: np.savez(..., %s=0.01)".formatted(name));
        }
        return value;
    }

    /// Weights, biases and their gradients.
    Stream<NpyArray> numbered() {
        return arrays.values().stream()
                .filter(array -> NUMBERED.matcher(array.name()).matches());
    }

    /// A shape as this project writes it: `[2 × 3]`.
    static String text(int... shape) {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < shape.length; i++) {
            text.append(i == 0 ? "" : " × ").append(shape[i]);
        }
        return text.append(']').toString();
    }
}
