package io.gradus.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// Reads and writes files in the safetensors format (github.com/huggingface/safetensors, section "Format"):
///
/// 1. eight bytes: the length N of the header, unsigned, little-endian, at most 100,000,000;
/// 2. N bytes: a JSON object in UTF-8 that starts with `{` and may be padded with blanks. Each key is a tensor's
///    name, its value like `{"dtype":"F64","shape":[4,16],"data_offsets":[0,512]}`; the key `__metadata__` has an
///    object of strings. No key is there twice;
/// 3. the bytes of the tensors, row-major, little-endian. Offsets count from here, and tensors cover all of it
///    without gap or overlap, in any order.
///
/// A file that is written has metadata and tensors in the order given and nothing of the machine or the time in it:
/// equal contents give equal bytes. Its data start at a multiple of eight. A file that is read may be anything:
/// each promise above is checked before it is relied on, and nothing is allocated for bytes that are not there.
/// Every bit is kept, of NaN too. Keys that the format does not know are ignored within a tensor's entry, as the
/// reference implementation does.
public final class Safetensors {
    static final int LONGEST_HEADER = 100_000_000;
    static final int MOST_ELEMENTS = Integer.MAX_VALUE - 8; // some JVMs keep a few words of the largest array

    private static final int LENGTH_BYTES = Long.BYTES;
    private static final int BUFFER_BYTES = 1 << 16;

    private Safetensors() {}

    /// Reads a whole file.
    ///
    /// @throws FileFormatException if it is no safetensors file of F64 and F32 tensors
    /// @throws FileAccessException if it is missing or cannot be read
    public static TensorFile read(Path file) {
        if (Files.isDirectory(file)) {
            throw new FileAccessException(file, "is a folder", "name a file in it");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return read(file.toString(), channel);
        } catch (IOException e) {
            throw FileAccessException.reading(file, e);
        }
    }

    private static TensorFile read(String where, FileChannel channel) throws IOException {
        long size = channel.size();
        if (size < LENGTH_BYTES) {
            throw SafetensorsHeader.broken(
                    where,
                    size == 0
                            ? "the file is empty"
                            : "truncated: expected 8 bytes for the header's length, got " + size);
        }
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        fill(where, channel, buffer.limit(LENGTH_BYTES), 0);
        long headerLength = buffer.getLong();
        if (headerLength < 0 || headerLength > LONGEST_HEADER) {
            throw SafetensorsHeader.broken(
                    where,
                    "the header's length is given as " + Long.toUnsignedString(headerLength)
                            + ", the format allows at most " + SafetensorsHeader.count(LONGEST_HEADER));
        }
        long dataStart = LENGTH_BYTES + headerLength;
        if (dataStart > size) {
            throw SafetensorsHeader.broken(
                    where,
                    "truncated: the header's length is given as " + SafetensorsHeader.count(headerLength) + ", "
                            + SafetensorsHeader.count(size - LENGTH_BYTES) + " follow");
        }
        byte[] headerBytes = new byte[(int) headerLength];
        fill(where, channel, ByteBuffer.wrap(headerBytes), LENGTH_BYTES);
        SafetensorsHeader header = SafetensorsHeader.parse(where, headerBytes, size - dataStart);
        List<Tensor> tensors = new ArrayList<>();
        for (SafetensorsHeader.Entry entry : header.entries()) {
            tensors.add(Tensor.read(entry, values(where, channel, buffer, dataStart, entry)));
        }
        return TensorFile.of(where, tensors, header.metadata());
    }

    private static double[] values(
            String where, FileChannel channel, ByteBuffer buffer, long dataStart, SafetensorsHeader.Entry entry)
            throws IOException {
        double[] values =
                new double[(int) ((entry.end() - entry.begin()) / entry.dtype().bytes())];
        buffer.limit(0);
        long at = dataStart + entry.begin();
        for (int i = 0; i < values.length; i++) {
            if (!buffer.hasRemaining()) {
                buffer.clear().limit((int) Math.min(BUFFER_BYTES, dataStart + entry.end() - at));
                fill(where, channel, buffer, at);
                at += buffer.limit();
            }
            values[i] = entry.dtype().get(buffer);
        }
        return values;
    }

    private static void fill(String where, FileChannel channel, ByteBuffer buffer, long from) throws IOException {
        for (long at = from; buffer.hasRemaining(); ) {
            int read = channel.read(buffer, at);
            if (read < 0) { // sizes were checked, so this is the only way here
                throw SafetensorsHeader.broken(where, "truncated by another program while it was read");
            }
            at += read;
        }
        buffer.flip();
    }

    /// Writes a file, atomically. See [AtomicFile#write(Path, AtomicFile.Content)] for the errors.
    public static void write(Path file, TensorFile content) {
        AtomicFile.write(file, out -> write(out, content));
    }

    /// Writes the bytes of a file to a stream, which is not closed.
    ///
    /// @throws IOException if the stream throws it
    /// @throws IllegalArgumentException if a name or text is no Unicode, or the header longer than the format
    ///     allows
    public static void write(OutputStream out, TensorFile content) throws IOException {
        byte[] header = SafetensorsHeader.write(content);
        byte[] bytes = new byte[BUFFER_BYTES];
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(header.length);
        out.write(bytes, 0, LENGTH_BYTES);
        out.write(header);
        buffer.clear();
        for (Tensor tensor : content.tensors()) {
            for (double value : tensor.values()) {
                if (buffer.remaining() < tensor.dtype().bytes()) {
                    out.write(bytes, 0, buffer.position());
                    buffer.clear();
                }
                tensor.dtype().put(buffer, value);
            }
        }
        out.write(bytes, 0, buffer.position());
    }
}
