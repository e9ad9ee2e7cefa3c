package io.gradus.file;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a safetensors file holds: tensors by name and texts by key, both in the order of the file. Unmodifiable.
public final class TensorFile {
    private static final String HINT = "another kind of file may have been named";

    private final String where;
    private final Map<String, Tensor> tensors;
    private final Map<String, String> metadata;

    private TensorFile(String where, Map<String, Tensor> tensors, Map<String, String> metadata) {
        this.where = where;
        this.tensors = tensors;
        this.metadata = metadata;
    }

    /// Content to be written.
    ///
    /// @param tensors with different names; may be empty
    /// @param metadata texts by key, copied in its order
    /// @throws IllegalArgumentException if two tensors have the same name
    public static TensorFile of(List<Tensor> tensors, Map<String, String> metadata) {
        return of("tensors in memory", tensors, metadata);
    }

    static TensorFile of(String where, List<Tensor> tensors, Map<String, String> metadata) {
        Map<String, Tensor> byName = new LinkedHashMap<>();
        for (Tensor tensor : tensors) {
            if (byName.put(tensor.name(), tensor) != null) {
                throw new IllegalArgumentException("tensor " + tensor.name() + ": two have this name");
            }
        }
        return new TensorFile(where, byName, Collections.unmodifiableMap(new LinkedHashMap<>(metadata)));
    }

    /// All tensors in order.
    public Collection<Tensor> tensors() {
        return Collections.unmodifiableCollection(tensors.values());
    }

    /// All texts in order.
    public Map<String, String> metadata() {
        return metadata;
    }

    /// Whether there is a tensor of this name.
    public boolean has(String name) {
        return tensors.containsKey(name);
    }

    /// The tensor of this name.
    ///
    /// @throws FileFormatException if there is none
    public Tensor tensor(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new FileFormatException(
                    where,
                    "there is no tensor \"" + name + "\", only " + Json.quote(List.copyOf(tensors.keySet())),
                    HINT);
        }
        return tensor;
    }

    /// The text of this key.
    ///
    /// @throws FileFormatException if there is none
    public String text(String key) {
        String text = metadata.get(key);
        if (text == null) {
            throw new FileFormatException(where, "there is no metadata \"" + key + "\"", HINT);
        }
        return text;
    }

    /// The text of this key as a JSON object; its errors name the file and the key.
    ///
    /// @throws FileFormatException if there is none, or it is no JSON object
    public JsonObject json(String key) {
        return JsonObject.parse(where + ": metadata \"" + key + "\"", text(key));
    }
}
