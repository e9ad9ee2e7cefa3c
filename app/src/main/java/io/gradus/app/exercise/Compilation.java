package io.gradus.app.exercise;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the compiler made of a source.
///
/// @param classes class files by binary name, in that order; empty if there are errors
/// @param errors empty if there are classes
record Compilation(Map<String, byte[]> classes, List<Fault> errors) {
    /// An error of the compiler's.
    ///
    /// @param line from 1, 0 if unknown
    record Fault(int line, String message) {}

    static Compilation failed(int line, String message) {
        return failed(List.of(new Fault(line, message)));
    }

    static Compilation failed(List<Fault> errors) {
        return new Compilation(Map.of(), errors);
    }

    void writeTo(DataOutputStream out) throws IOException {
        out.writeInt(errors.size());
        for (Fault error : errors) {
            out.writeInt(error.line());
            Frames.writeText(out, error.message());
        }
        writeClasses(out, classes);
    }

    static Compilation read(DataInputStream in) throws IOException {
        List<Fault> errors = new ArrayList<>();
        for (int left = Frames.count(in, 1); left > 0; left--) {
            errors.add(new Fault(in.readInt(), in.readUTF()));
        }
        return new Compilation(readClasses(in), List.copyOf(errors));
    }

    static void writeClasses(DataOutputStream out, Map<String, byte[]> classes) throws IOException {
        out.writeInt(classes.size());
        for (Map.Entry<String, byte[]> one : classes.entrySet()) {
            out.writeUTF(one.getKey());
            Frames.writeBlock(out, one.getValue());
        }
    }

    static Map<String, byte[]> readClasses(DataInputStream in) throws IOException {
        Map<String, byte[]> classes = new TreeMap<>();
        for (int left = Frames.count(in, 1); left > 0; left--) {
            String name = in.readUTF();
            classes.put(name, Frames.block(in));
        }
        return classes;
    }
}
