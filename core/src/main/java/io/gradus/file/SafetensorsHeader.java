package io.gradus.file;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The JSON header of a safetensors file: where each tensor lies, and the metadata. See [Safetensors] for the
/// format.
final class SafetensorsHeader {
    static final String METADATA = "__metadata__";
    static final int ALIGNMENT = 8;

    private static final String HINT = "the file is damaged or no safetensors file; get or write it again";

    private final List<Entry> entries;
    private final Map<String, String> metadata;

    private SafetensorsHeader(List<Entry> entries, Map<String, String> metadata) {
        this.entries = entries;
        this.metadata = metadata;
    }

    /// Where one tensor lies: bytes begin … end - 1 of what follows the header.
    static final class Entry {
        private final String name;
        private final Dtype dtype;
        private final long[] shape;
        private final long begin;
        private final long end;

        private Entry(String name, Dtype dtype, long[] shape, long begin, long end) {
            this.name = name;
            this.dtype = dtype;
            this.shape = shape;
            this.begin = begin;
            this.end = end;
        }

        String name() {
            return name;
        }

        Dtype dtype() {
            return dtype;
        }

        long[] shape() {
            return shape;
        }

        long begin() {
            return begin;
        }

        long end() {
            return end;
        }
    }

    /// In the order of the header.
    List<Entry> entries() {
        return entries;
    }

    Map<String, String> metadata() {
        return metadata;
    }

    /// Reads a header and checks everything that the format promises.
    ///
    /// @param where the file's name, for errors
    /// @param bytes the header without its length
    /// @param dataSize how many bytes follow the header in the file
    /// @throws FileFormatException if a promise is broken; after that, each tensor's bytes are there and fit an
    ///     array
    static SafetensorsHeader parse(String where, byte[] bytes, long dataSize) {
        if (bytes.length == 0 || bytes[0] != '{') {
            throw broken(where, "the header does not start with \"{\"");
        }
        JsonObject json = JsonObject.parse(where + ": header", decode(where, bytes));
        Map<String, String> metadata = new LinkedHashMap<>();
        List<Entry> entries = new ArrayList<>();
        for (String name : json.keys()) {
            JsonObject member = json.getObject(name);
            if (name.equals(METADATA)) {
                member.keys().forEach(key -> metadata.put(key, member.getString(key)));
            } else {
                entries.add(entry(name, member));
            }
        }
        checkLayout(where, entries, dataSize);
        return new SafetensorsHeader(entries, metadata);
    }

    private static String decode(String where, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw broken(where, "the header is not UTF-8");
        }
    }

    private static Entry entry(String name, JsonObject json) {
        Dtype dtype = switch (json.getString("dtype")) {
            case "F64" -> Dtype.F64;
            case "F32" -> Dtype.F32;
            case String other -> throw json.error("dtype", "expected F64 or F32, got " + Json.quote(other));
        };
        long[] shape = json.getLongs("shape");
        long elements = Tensor.elements(shape);
        if (elements < 0 || elements > Long.MAX_VALUE / dtype.bytes()) {
            throw json.error(
                    "shape",
                    "expected dimensions of at least 0 and a product that fits 64 bits, got "
                            + Json.quote(json.getList("shape")));
        }
        long[] offsets = json.getLongs("data_offsets");
        if (offsets.length != 2 || offsets[0] < 0 || offsets[0] > offsets[1]) {
            throw json.error(
                    "data_offsets",
                    "expected a begin of at least 0 and an end not before it, got "
                            + Json.quote(json.getList("data_offsets")));
        }
        if (offsets[1] - offsets[0] != elements * dtype.bytes()) {
            throw json.error(
                    "data_offsets",
                    count(elements * dtype.bytes()) + " by type and shape, got " + count(offsets[1] - offsets[0]));
        }
        if (elements > Safetensors.MOST_ELEMENTS) {
            throw json.error("shape", "more elements than an array of Java holds");
        }
        return new Entry(name, dtype, shape, offsets[0], offsets[1]);
    }

    /// In the order of their bytes, tensors must follow each other without a gap from 0 to the end of the file.
    private static void checkLayout(String where, List<Entry> entries, long dataSize) {
        List<Entry> byPlace = new ArrayList<>(entries);
        byPlace.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        long end = 0;
        for (Entry entry : byPlace) {
            if (entry.begin != end) {
                String what = entry.begin > end ? "a gap before" : "an overlap with";
                throw broken(where, "there is " + what + " the bytes of tensor " + Json.quote(entry.name));
            }
            end = entry.end;
        }
        if (end > dataSize) {
            throw broken(
                    where,
                    "truncated: the header says " + count(end) + " of tensors, " + number(dataSize)
                            + (dataSize == 1 ? " is there" : " are there"));
        }
        if (end < dataSize) {
            throw broken(where, count(dataSize - end) + " too many after the last tensor");
        }
    }

    static FileFormatException broken(String where, String what) {
        return new FileFormatException(where, what, HINT);
    }

    static String count(long bytes) {
        return number(bytes) + (bytes == 1 ? " byte" : " bytes");
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /// The header of a file of these tensors in their order, padded with blanks so that the data start at a
    /// multiple of [#ALIGNMENT] (the header stands behind eight bytes of length).
    static byte[] write(TensorFile file) {
        Map<String, Object> json = new LinkedHashMap<>();
        if (!file.metadata().isEmpty()) {
            json.put(METADATA, file.metadata());
        }
        long begin = 0;
        for (Tensor tensor : file.tensors()) {
            long end = begin + (long) tensor.values().length * tensor.dtype().bytes();
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("dtype", tensor.dtype().name());
            entry.put("shape", Arrays.stream(tensor.shape()).boxed().toList());
            entry.put("data_offsets", List.of(begin, end));
            json.put(tensor.name(), entry);
            begin = end;
        }
        byte[] text = encode(Json.write(json, false));
        byte[] padded = Arrays.copyOf(text, (text.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
        Arrays.fill(padded, text.length, padded.length, (byte) ' ');
        if (padded.length > Safetensors.LONGEST_HEADER) {
            throw new IllegalArgumentException("safetensors: a header of " + count(padded.length)
                    + " is longer than the format allows, " + count(Safetensors.LONGEST_HEADER));
        }
        return padded;
    }

    private static byte[] encode(String json) {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(json));
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            return copy;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("safetensors: a name or text has half a surrogate pair", e);
        }
    }
}
