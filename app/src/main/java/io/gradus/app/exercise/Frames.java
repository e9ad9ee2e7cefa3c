package io.gradus.app.exercise;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/// What this process and those that it starts say to each other: a length, then that many bytes.
final class Frames {
    /// Longest frame, in bytes. A child's answer is not trusted to be short.
    static final int LONGEST = 16 << 20;

    private static final int LONGEST_TEXT = 2000;

    /// Writes the content of a frame.
    @FunctionalInterface
    interface Content {
        void writeTo(DataOutputStream out) throws IOException;
    }

    /// Reads the content of a frame.
    @FunctionalInterface
    interface Reading<T> {
        T from(DataInputStream in) throws IOException;
    }

    private Frames() {}

    /// Puts a content into bytes.
    static byte[] bytes(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            content.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /// Reads a content from bytes.
    static <T> T parse(byte[] bytes, Reading<T> reading) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return reading.from(in);
        }
    }

    /// Writes a frame and flushes.
    static void write(OutputStream out, byte[] content) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(content.length);
        data.write(content);
        data.flush();
    }

    /// Reads a frame.
    ///
    /// @throws java.io.EOFException if there is no more
    static byte[] read(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        return block(data);
    }

    /// Bytes with their length before them.
    static void writeBlock(DataOutputStream out, byte[] content) throws IOException {
        out.writeInt(content.length);
        out.write(content);
    }

    /// What [#writeBlock] wrote.
    static byte[] block(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LONGEST) {
            throw new IOException("a block of " + length + " bytes");
        }
        byte[] content = new byte[length];
        in.readFully(content);
        return content;
    }

    /// A text, cut where it is too long.
    static void writeText(DataOutputStream out, String text) throws IOException {
        out.writeUTF(text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "…" : text);
    }

    static void writeNumbers(DataOutputStream out, double[] numbers) throws IOException {
        out.writeInt(numbers.length);
        for (double number : numbers) {
            out.writeDouble(number);
        }
    }

    static double[] numbers(DataInputStream in) throws IOException {
        double[] numbers = new double[count(in, Double.BYTES)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = in.readDouble();
        }
        return numbers;
    }

    static void writeInts(DataOutputStream out, int[] numbers) throws IOException {
        out.writeInt(numbers.length);
        for (int number : numbers) {
            out.writeInt(number);
        }
    }

    static int[] ints(DataInputStream in) throws IOException {
        int[] numbers = new int[count(in, Integer.BYTES)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = in.readInt();
        }
        return numbers;
    }

    /// How many elements follow; never more than the rest of the frame holds.
    static int count(DataInputStream in, int bytesEach) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > in.available() / bytesEach) {
            throw new IOException("a list of " + count);
        }
        return count;
    }
}
