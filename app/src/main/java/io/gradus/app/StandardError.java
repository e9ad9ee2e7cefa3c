package io.gradus.app;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Puts the real standard error into its place.
///
/// With the Vector API the JVM prints a warning before it runs any of our code, so the launcher lets it start with a
/// filter as its standard error and keeps the real one under another number. A second file opened by name would not do:
/// it has a position of its own and would write over what others wrote to the same file.
final class StandardError {
    private static final int STANDARD_ERROR = 2;

    private StandardError() {}

    /// Makes standard error the file of this number, by the C library's `dup2`. Where that fails the filter stays, which
    /// passes on everything but the warning.
    ///
    /// @param number of the real standard error; null to leave all as it is
    @SuppressWarnings("restricted") // native access is what this is about; the manifest and the launcher allow it
    static void restore(@Nullable String number) {
        if (number == null) {
            return;
        }
        try {
            Linker linker = Linker.nativeLinker();
            Optional<MemorySegment> dup2 = linker.defaultLookup().find("dup2");
            if (dup2.isPresent()) {
                int _ = (int) linker.downcallHandle(
                                dup2.get(),
                                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT))
                        .invokeExact(Integer.parseInt(number), STANDARD_ERROR);
            }
        } catch (Error e) {
            throw e;
        } catch (Throwable e) { // what a method handle declares; nothing is lost
            return;
        }
    }
}
