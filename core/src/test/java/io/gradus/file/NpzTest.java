package io.gradus.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that NumPy 1.24.2 wrote, see `record_npz.py`.
class NpzTest {
    /// (k - 2.5) / 4, row-major: [2 × 3].
    private static final double[] W = {-0.625, -0.375, -0.125, 0.125, 0.375, 0.625};

    private static final double[] V = {1, -0.1, 1e-300};

    static Path recorded(String name) {
        URL url = Objects.requireNonNull(NpzTest.class.getResource("/npz/" + name), name);
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static NpyArray array(Map<String, NpyArray> arrays, String name) {
        return Objects.requireNonNull(arrays.get(name), name);
    }

    private static void assertArray(Map<String, NpyArray> arrays, String name, String text, double... values) {
        NpyArray array = array(arrays, name);
        assertThat(array).hasToString(name + ": " + text);
        assertThat(array.values()).as(name).containsExactly(values);
    }

    @ParameterizedTest
    @ValueSource(strings = {"float64.npz", "compressed.npz", "zip64.npz"})
    void readsDoublesBitForBit(String file) {
        Map<String, NpyArray> arrays = Npz.read(recorded(file));
        assertArray(arrays, "W", "float64 [2, 3]", W);
        assertArray(arrays, "v", "float64 [3]", V);
    }

    @Test
    void keepsTheOrderOfTheFile() {
        assertThat(Npz.read(recorded("float64.npz")).keySet()).containsExactly("W", "v", "scalar", "empty");
    }

    @Test
    void readsASingleNumberAndAnEmptyMatrix() {
        Map<String, NpyArray> arrays = Npz.read(recorded("float64.npz"));
        assertArray(arrays, "scalar", "float64 []", 0.001);
        assertArray(arrays, "empty", "float64 [0, 3]");
    }

    @Test
    void readsMoreNumbersThanOneBufferHolds() {
        NpyArray zeros = array(Npz.read(recorded("compressed.npz")), "zeros");
        assertThat(zeros.shape()).containsExactly(500, 40);
        assertThat(zeros.values()).hasSize(20_000).containsOnly(0);
    }

    @Test
    void readsFloatsAsTheDoublesOfTheirValue() {
        Map<String, NpyArray> arrays = Npz.read(recorded("float32.npz"));
        assertArray(arrays, "W", "float32 [2, 3]", W);
        assertArray(arrays, "v", "float32 [3]", 1, -0.1f, 0);
        assertArray(arrays, "scalar", "float32 []", 0.001f);
        arrays = Npz.read(recorded("float16.npz"));
        assertArray(arrays, "W", "float16 [2, 3]", W);
        assertArray(arrays, "v", "float16 [3]", 1, -0.0999755859375, 0x1p-24);
    }

    @Test
    void readsWhatIsNoNumber() {
        assertArray(
                Npz.read(recorded("special.npz")),
                "v",
                "float64 [4]",
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                -0.0);
    }

    @Test
    void readsFortranOrderRowByRow() {
        Map<String, NpyArray> arrays = Npz.read(recorded("fortran.npz"));
        assertArray(arrays, "W", "float64 [2, 3]", W);
        assertArray(arrays, "view", "float64 [3, 2]", -0.625, 0.125, -0.375, 0.375, -0.125, 0.625);
        assertArray(arrays, "v", "float64 [3]", V);
        assertArray(arrays, "ints", "int64 [3, 2]", 0, 1, 2, 3, 4, 5);
    }

    @Test
    void readsBigEndianNumbers() {
        Map<String, NpyArray> arrays = Npz.read(recorded("big-endian.npz"));
        assertArray(arrays, "f8", "float64 [2, 3]", W);
        assertArray(arrays, "f4", "float32 [2, 3]", W);
        assertArray(arrays, "f2", "float16 [2, 3]", W);
        assertArray(arrays, "i4", "int32 [6]", -2, -1, 0, 1, 2, 3);
        assertArray(arrays, "u2", "uint16 [2]", 1, 65535);
    }

    @Test
    void readsWholeNumbersToTheirEnds() {
        Map<String, NpyArray> arrays = Npz.read(recorded("integers.npz"));
        assertArray(arrays, "i1", "int8 [4]", -128, -1, 0, 127);
        assertArray(arrays, "i2", "int16 [4]", -32768, -1, 0, 32767);
        assertArray(arrays, "i4", "int32 [4]", Integer.MIN_VALUE, -1, 0, Integer.MAX_VALUE);
        assertArray(arrays, "i8", "int64 [2]", -0x1p53, 0x1p53);
        assertArray(arrays, "u1", "uint8 [3]", 0, 1, 255);
        assertArray(arrays, "u2", "uint16 [3]", 0, 1, 65535);
        assertArray(arrays, "u4", "uint32 [3]", 0, 1, 4294967295L);
        assertArray(arrays, "u8", "uint64 [2]", 0, 0x1p53);
        assertArray(arrays, "flags", "bool [1, 2]", 1, 0);
    }

    @Test
    void readsTheThreeVersionsOfTheFormat() {
        Map<String, NpyArray> arrays = Npz.read(recorded("versions.npz"));
        assertArray(arrays, "W1", "float64 [2, 3]", W);
        assertArray(arrays, "W2", "float64 [2, 3]", W);
        assertArray(arrays, "W3", "float64 [2, 3]", W);
    }

    @Test
    void givesAMapThatNobodyCanChange() {
        Map<String, NpyArray> arrays = Npz.read(recorded("float64.npz"));
        assertThatThrownBy(arrays::clear).isInstanceOf(UnsupportedOperationException.class);
    }
}
