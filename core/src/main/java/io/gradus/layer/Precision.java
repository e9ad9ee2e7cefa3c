package io.gradus.layer;

import java.util.List;

/// In what numbers a network is trained and kept. Arrays of the API are double in both; float halves the memory and
/// doubles the speed of large networks.
public enum Precision {
    /// 53 significant bits, 15 digits.
    DOUBLE,
    /// 24 significant bits, 7 digits.
    FLOAT;

    /// The name on the command line and in model files, such as `float`.
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /// The precision of this name.
    ///
    /// @throws IllegalArgumentException if there is none; the message lists those there are
    public static Precision named(String word) {
        return Names.find("precision", word, List.of(values()), Precision::word);
    }
}
