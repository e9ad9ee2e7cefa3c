package io.gradus.file;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A JSON object that has been read, with members asked for by key and type. An error names the place as a JSON
/// pointer:
/// `iris.gradus: metadata "gradus" at /layers/0/units: expected a whole number, got "x"`.
///
/// Unmodifiable if nobody modifies the tree beneath.
public final class JsonObject {
    private final String where;
    private final String path;
    private final Map<?, ?> members;

    private JsonObject(String where, String path, Map<?, ?> members) {
        this.where = where;
        this.path = path;
        this.members = members;
    }

    /// The object that a text is. See [Json#parse].
    public static JsonObject parse(String where, String text) {
        return of(where, Json.parse(where, text));
    }

    /// The object that a tree from [Json#parse] is.
    ///
    /// @param where what the tree was read from, for errors
    /// @throws FileFormatException if the tree is no object
    public static JsonObject of(String where, @Nullable Object tree) {
        return object(where, "", tree);
    }

    /// Whether there is a member of this key that is not null.
    public boolean has(String key) {
        return members.get(key) != null;
    }

    /// The keys in the order of the text.
    public List<String> keys() {
        return members.keySet().stream().map(String.class::cast).toList();
    }

    /// A string.
    public String getString(String key) {
        return string(pathOf(key), get(key));
    }

    /// True or false.
    public boolean getBoolean(String key) {
        if (get(key) instanceof Boolean value) {
            return value;
        }
        throw wrong(pathOf(key), "true or false", get(key));
    }

    /// A finite number, whole or not. A null is refused, although [Json] writes it for NaN.
    public double getDouble(String key) {
        return number(pathOf(key), get(key));
    }

    /// A whole number of 64 bits.
    public long getLong(String key) {
        return whole(pathOf(key), get(key));
    }

    /// A whole number of 32 bits.
    public int getInt(String key) {
        long value = getLong(key);
        if (value != (int) value) {
            throw wrong(pathOf(key), "a whole number of 32 bits", value);
        }
        return (int) value;
    }

    /// An array of anything.
    public List<? extends @Nullable Object> getList(String key) {
        if (get(key) instanceof List<?> list) {
            return list;
        }
        throw wrong(pathOf(key), "an array", get(key));
    }

    /// An array of finite numbers.
    public double[] getDoubles(String key) {
        List<? extends @Nullable Object> list = getList(key);
        double[] values = new double[list.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = number(pathOf(key) + "/" + i, list.get(i));
        }
        return values;
    }

    /// An array of whole numbers.
    public long[] getLongs(String key) {
        List<? extends @Nullable Object> list = getList(key);
        long[] values = new long[list.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = whole(pathOf(key) + "/" + i, list.get(i));
        }
        return values;
    }

    /// An array of strings.
    public List<String> getStrings(String key) {
        List<String> strings = new ArrayList<>();
        for (Object element : getList(key)) {
            strings.add(string(pathOf(key) + "/" + strings.size(), element));
        }
        return strings;
    }

    /// An object.
    public JsonObject getObject(String key) {
        return object(where, pathOf(key), get(key));
    }

    /// An array of objects.
    public List<JsonObject> getObjects(String key) {
        List<JsonObject> objects = new ArrayList<>();
        for (Object element : getList(key)) {
            objects.add(object(where, pathOf(key) + "/" + objects.size(), element));
        }
        return objects;
    }

    /// All members as they were parsed, in the order of the text; unmodifiable, as is nothing within it.
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        members.forEach((key, value) -> map.put((String) key, value));
        return Collections.unmodifiableMap(map);
    }

    /// An error about a member, for a check that the types here do not make: `WHERE at /PATH/KEY: WHAT`.
    public FileFormatException error(String key, String what) {
        return error(where, pathOf(key), what);
    }

    private @Nullable Object get(String key) {
        if (!members.containsKey(key)) {
            throw error(where, path, "the key " + Json.quote(key) + " is missing");
        }
        return members.get(key);
    }

    /// RFC 6901: `~` and `/` in a key are written `~0` and `~1`.
    private String pathOf(String key) {
        return path + "/" + key.replace("~", "~0").replace("/", "~1");
    }

    private String string(String at, @Nullable Object value) {
        if (value instanceof String string) {
            return string;
        }
        throw wrong(at, "a string", value);
    }

    private double number(String at, @Nullable Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw wrong(at, "a number", value);
    }

    private long whole(String at, @Nullable Object value) {
        if (value instanceof Long number) {
            return number;
        }
        throw wrong(at, "a whole number", value);
    }

    private static JsonObject object(String where, String at, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return new JsonObject(where, at, map);
        }
        throw error(where, at, "expected an object, got " + Json.quote(value));
    }

    private FileFormatException wrong(String at, String expected, @Nullable Object value) {
        return error(where, at, "expected " + expected + ", got " + Json.quote(value));
    }

    private static FileFormatException error(String where, String at, String what) {
        String place = at.isEmpty() ? where : where + " at " + Json.unquoted(at);
        return new FileFormatException(place, what, "correct this entry, or write the file again");
    }
}
