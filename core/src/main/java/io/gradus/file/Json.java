package io.gradus.file;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;

/// JSON as a tree of plain Java values: enough for configuration and reports, with nothing bound to classes.
///
/// | JSON | read as | written from |
/// | --- | --- | --- |
/// | object | LinkedHashMap, in the order of the text | Map with String keys, in its order |
/// | array | ArrayList | List, Object[], double[], int[] |
/// | number without `.` and exponent | Long | Byte, Short, Integer, Long |
/// | other number | Double | Double, Float |
/// | string, true, false, null | String, Boolean, null | the same |
///
/// A finite double is written in the shortest form that reads back as the same bits, and read by correct rounding.
/// JSON has no NaN and no infinity: **a non-finite double is written as null**, and what reads it decides what null
/// means.
public final class Json {
    /// How deep arrays and objects may be nested in a text that is read.
    public static final int MAX_DEPTH = 64;

    private static final int LONGEST_QUOTE = 100;

    // The ends of jackson's messages that speak to programmers: which feature to enable, which object read what.
    private static final Pattern JACKSON_ADVICE = Pattern.compile(
            "(: enable `|: was expecting \\(|: maybe a \\("
                    + "| \\((start marker at|JSON String|for \\w+ starting|[^(]*from `StreamRead)).*",
            Pattern.DOTALL);

    private static final JsonFactory FACTORY = JsonFactory.builder()
            // A string may be as long as the text: a model's configuration is one string within a JSON header.
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
            .build();

    private Json() {}

    /// Writes a tree of the values listed above.
    ///
    /// @param tree not modified
    /// @param pretty on lines of their own, indented by two blanks, with `\n` on every system; else without any
    ///     blank
    /// @throws IllegalArgumentException if the tree has a value of another type or a key that is no String
    public static String write(@Nullable Object tree, boolean pretty) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(pretty ? new Pretty() : ObjectWriteContext.empty(), text)) {
            write(out, tree);
        }
        return text.toString();
    }

    private static void write(JsonGenerator out, @Nullable Object value) {
        switch (value) {
            case null -> out.writeNull();
            case String string -> out.writeString(string);
            case Boolean bool -> out.writeBoolean(bool);
            case Double number -> write(out, number.doubleValue());
            case Float number -> write(out, number.doubleValue());
            case Long number -> out.writeNumber(number);
            case Integer number -> out.writeNumber(number);
            case Short number -> out.writeNumber(number);
            case Byte number -> out.writeNumber(number.intValue());
            case Map<?, ?> map -> {
                out.writeStartObject();
                map.forEach((key, member) -> {
                    out.writeName(name(key));
                    write(out, member);
                });
                out.writeEndObject();
            }
            case List<?> list -> {
                out.writeStartArray();
                list.forEach(element -> write(out, element));
                out.writeEndArray();
            }
            case Object[] array -> write(out, Arrays.asList(array));
            case double[] array -> {
                out.writeStartArray();
                for (double element : array) {
                    write(out, element);
                }
                out.writeEndArray();
            }
            case int[] array -> out.writeArray(array, 0, array.length);
            default ->
                throw new IllegalArgumentException("JSON: expected a value that JSON has, got a "
                        + value.getClass().getName());
        }
    }

    private static String name(@Nullable Object key) {
        if (key instanceof String name) {
            return name;
        }
        throw new IllegalArgumentException("JSON: expected a String as key, got " + key);
    }

    private static void write(JsonGenerator out, double number) {
        if (Double.isFinite(number)) {
            out.writeNumber(number);
        } else {
            out.writeNull();
        }
    }

    /// Reads a text that is one JSON value.
    ///
    /// @param where what the text is, for errors: a file's name, or `iris.gradus: metadata "gradus"`
    /// @param text may be hostile
    /// @return the tree, modifiable, of the types listed above
    /// @throws FileFormatException with line and column: if the text is no JSON, has a key twice in one object, is
    ///     nested deeper than [#MAX_DEPTH], or has a number that fits neither a long nor a double
    public static @Nullable Object parse(String where, String text) {
        try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            return parse(where, in);
        }
    }

    private static @Nullable Object parse(String where, JsonParser in) {
        try {
            if (in.nextToken() == null) {
                throw error(where, in.currentLocation(), "expected JSON, got an empty text");
            }
            Object tree = read(where, in, 0);
            if (in.nextToken() != null) {
                throw error(where, in.currentTokenLocation(), "more text after the end of the value");
            }
            return tree;
        } catch (JacksonException e) {
            TokenStreamLocation place = e.getLocation() == null ? in.currentLocation() : e.getLocation();
            throw error(
                    where, place, JACKSON_ADVICE.matcher(e.getOriginalMessage()).replaceFirst(""));
        }
    }

    private static @Nullable Object read(String where, JsonParser in, int depth) {
        JsonToken token = in.currentToken();
        if (depth == MAX_DEPTH && token.isStructStart()) {
            throw error(where, in.currentTokenLocation(), "nested deeper than " + MAX_DEPTH + " levels");
        }
        return switch (token) {
            case START_OBJECT -> {
                LinkedHashMap<String, @Nullable Object> object = new LinkedHashMap<>();
                for (String key = in.nextName(); key != null; key = in.nextName()) {
                    if (object.containsKey(key)) {
                        throw error(where, in.currentTokenLocation(), "the key " + quote(key) + " is there twice");
                    }
                    in.nextToken();
                    object.put(key, read(where, in, depth + 1));
                }
                yield object;
            }
            case START_ARRAY -> {
                List<@Nullable Object> array = new ArrayList<>();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    array.add(read(where, in, depth + 1));
                }
                yield array;
            }
            case VALUE_STRING -> in.getString();
            case VALUE_NUMBER_INT -> whole(where, in);
            case VALUE_NUMBER_FLOAT -> finite(where, in);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw error(where, in.currentTokenLocation(), "expected a value, got " + token);
        };
    }

    /// A value as an error shows it: control characters escaped, for it comes from the file, and cut if it is long.
    static String quote(@Nullable Object value) {
        String text = write(value, false);
        return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
    }

    /// The same for a string that stands in an error without quotes.
    static String unquoted(String text) {
        String quoted = quote(text);
        return quoted.endsWith("\"") ? quoted.substring(1, quoted.length() - 1) : quoted.substring(1);
    }

    private static long whole(String where, JsonParser in) {
        if (in.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw error(where, in.currentTokenLocation(), unquoted(in.getString()) + " does not fit 64 bits");
        }
        return in.getLongValue();
    }

    private static double finite(String where, JsonParser in) {
        double value = in.getDoubleValue();
        if (!Double.isFinite(value)) {
            throw error(where, in.currentTokenLocation(), unquoted(in.getString()) + " does not fit a double");
        }
        return value;
    }

    private static FileFormatException error(String where, TokenStreamLocation place, String what) {
        String at = ": line " + place.getLineNr() + ", column " + place.getColumnNr();
        return new FileFormatException(where + at, what, "correct the JSON there, or write the file again");
    }

    private static final class Pretty extends ObjectWriteContext.Base {
        @Override
        public PrettyPrinter getPrettyPrinter() {
            return new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
        }

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }
    }
}
