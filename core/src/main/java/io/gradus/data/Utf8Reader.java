package io.gradus.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.Serial;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Decodes UTF-8 and says in which line a byte was not UTF-8, which [java.io.InputStreamReader] cannot.
final class Utf8Reader extends Reader {
    /// A byte that is not UTF-8, at a line counted from 1.
    static final class Malformed extends IOException {
        @Serial
        private static final long serialVersionUID = 1L;

        private final int line;
        private final int wrongByte;

        Malformed(int line, int wrongByte) {
            this.line = line;
            this.wrongByte = wrongByte;
        }

        int line() {
            return line;
        }

        int wrongByte() {
            return wrongByte;
        }
    }

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private final ByteBuffer bytes = ByteBuffer.wrap(buffer).flip();
    private final CharBuffer chars = CharBuffer.allocate(1 << 16).flip();
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private boolean ended; // all bytes are read
    private int line = 1; // of the character that is decoded next
    private boolean afterCarriageReturn;

    Utf8Reader(InputStream in) {
        this.in = in;
    }

    @Override
    public int read(char[] target, int from, int length) throws IOException {
        while (!chars.hasRemaining()) {
            if (ended && !bytes.hasRemaining()) {
                return -1;
            }
            decode();
        }
        int count = Math.min(length, chars.remaining());
        chars.get(target, from, count);
        return count;
    }

    private void decode() throws IOException {
        chars.clear();
        CoderResult result = decoder.decode(bytes, chars, ended);
        chars.flip();
        countLines();
        if (chars.hasRemaining()) {
            return; // what stands before a wrong byte is delivered first
        }
        if (result.isError()) {
            throw new Malformed(line, bytes.get() & 0xFF);
        }
        bytes.compact();
        int count = in.read(buffer, bytes.position(), bytes.remaining());
        ended = count < 0;
        bytes.position(bytes.position() + Math.max(count, 0)).flip();
    }

    // A line ends with CR, LF or CR LF.
    private void countLines() {
        for (int i = 0; i < chars.limit(); i++) {
            char c = chars.get(i);
            if (c == '\r' || c == '\n' && !afterCarriageReturn) {
                line++;
            }
            afterCarriageReturn = c == '\r';
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
