package io.gradus.model;

import io.gradus.data.Column;
import io.gradus.data.Dataset;
import io.gradus.data.NumberColumn;
import io.gradus.data.Table;
import io.gradus.data.TextColumn;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// SHA-256 of what must be the same for a result to be the same.
final class Fingerprint {
    private static final int BYTES_KEPT = 16; // no two by chance

    private final MessageDigest digest;
    private final ByteBuffer buffer = ByteBuffer.allocate(8 * 1024);

    private Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /// Of all that decides a training but the number of its epochs: settings, network, rows.
    static String of(PreparedData data) {
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.add(data.settings().withEpochs(1).toString());
        fingerprint.add(
                data.monitor() == null ? "loss" : data.monitor().metric().name());
        fingerprint.add(data.initial().architecture().toString());
        fingerprint.add(data.initial().parameters());
        fingerprint.add(data.training());
        fingerprint.add(data.validation());
        return fingerprint.hex();
    }

    /// Of a table's columns and values.
    static String of(Table table) {
        Fingerprint fingerprint = new Fingerprint();
        for (Column column : table.columns()) {
            fingerprint.add(column.name());
            switch (column) {
                case NumberColumn numbers -> {
                    for (int row = 0; row < numbers.size(); row++) {
                        fingerprint.add(numbers.value(row));
                    }
                }
                case TextColumn texts -> {
                    for (int row = 0; row < texts.size(); row++) {
                        fingerprint.add(texts.value(row));
                    }
                }
            }
        }
        return fingerprint.hex();
    }

    private void add(@Nullable Dataset rows) {
        if (rows != null) {
            add(rows.x());
            add(rows.t());
            double[] weights = rows.weights();
            if (weights != null) {
                add(weights);
            }
        }
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add((double) bytes.length); // so that texts that follow each other can't run together
        flush();
        digest.update(bytes);
    }

    private void add(double[] values) {
        for (double value : values) {
            add(value);
        }
    }

    private void add(double value) {
        if (!buffer.hasRemaining()) {
            flush();
        }
        buffer.putDouble(value);
    }

    private void flush() {
        digest.update(buffer.flip());
        buffer.clear();
    }

    private String hex() {
        flush();
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES_KEPT);
    }
}
