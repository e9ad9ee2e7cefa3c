package io.gradus.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
    // The example of this test, byte by byte from the format's description alone.
    private static final String HEADER = "{\"__metadata__\":{\"made\":\"by hand\",\"ä\":\"ö/\\\"\"},"
            + "\"W\":{\"dtype\":\"F64\",\"shape\":[2,1],\"data_offsets\":[0,16]},"
            + "\"half\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[16,20]},"
            + "\"none\":{\"dtype\":\"F32\",\"shape\":[3,0],\"data_offsets\":[20,20]}}   ";
    private static final String DATA = "000000000000f03f" // 1.0: sign 0, exponent 0x3ff, little-endian
            + "00000000000004c0" // -2.5 = -1.25 · 2^1: exponent 0x400, fraction 0.25
            + "0000003f"; // 0.5f

    @TempDir
    private Path folder;

    static byte[] bytes(String header, byte[] data) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < 8; i++) {
            out.write((int) ((long) text.length >>> (8 * i)));
        }
        out.write(text);
        out.write(data);
        return out.toByteArray();
    }

    static byte[] example() throws IOException {
        return bytes(HEADER, HexFormat.of().parseHex(DATA));
    }

    private static TensorFile exampleContent() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("made", "by hand");
        metadata.put("ä", "ö/\"");
        return TensorFile.of(
                List.of(
                        Tensor.of("W", Dtype.F64, new double[] {1, -2.5}, 2, 1),
                        Tensor.of("half", Dtype.F32, new double[] {0.5}),
                        Tensor.of("none", Dtype.F32, new double[0], 3, 0)),
                metadata);
    }

    private TensorFile read(byte[] bytes) throws IOException {
        return Safetensors.read(Files.write(folder.resolve("a.safetensors"), bytes));
    }

    @Test
    void readsTheExampleWrittenByHand() throws IOException {
        TensorFile file = read(example());

        assertThat(file.tensors())
                .extracting(Tensor::toString)
                .containsExactly("W: F64 [2, 1]", "half: F32 []", "none: F32 [3, 0]");
        assertThat(file.tensor("W").values()).containsExactly(1, -2.5);
        assertThat(file.tensor("half").values()).containsExactly(0.5);
        assertThat(file.tensor("none").values()).isEmpty();
        assertThat(file.metadata()).containsExactly(Map.entry("made", "by hand"), Map.entry("ä", "ö/\""));
        assertThat(file.text("ä")).isEqualTo("ö/\"");
        assertThat(file.has("W")).isTrue();
        assertThat(file.has("w")).isFalse();
    }

    @Test
    void writesTheExampleWrittenByHand() throws IOException {
        Path file = folder.resolve("b.safetensors");

        Safetensors.write(file, exampleContent());

        // Eight bytes and the header are a multiple of eight long, so the blanks above are the padding.
        assertThat((8 + HEADER.getBytes(StandardCharsets.UTF_8).length) % 8).isZero();
        assertThat(file).hasBinaryContent(example());
    }

    @Test
    void writesTheSmallestFile() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        Safetensors.write(out, TensorFile.of(List.of(), Map.of()));

        assertThat(out.toByteArray()).isEqualTo(bytes("{}      ", new byte[0]));
        assertThat(read(out.toByteArray()).tensors()).isEmpty();
    }

    @Test
    void alignsTheDataForEveryLengthOfTheHeader() throws IOException {
        for (int length = 0; length < 17; length++) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Safetensors.write(
                    out, TensorFile.of(List.of(Tensor.of("x".repeat(length), Dtype.F64, new double[] {7})), Map.of()));

            assertThat(out.size() % 8).isZero();
            assertThat(read(out.toByteArray()).tensor("x".repeat(length)).values())
                    .containsExactly(7);
        }
    }

    @Test
    void keepsEveryBitOfDoubles() throws IOException {
        double[] values = {
            0.0,
            -0.0,
            Double.MIN_VALUE,
            -0x0.fffffffffffffp-1022, // the largest subnormal
            Double.MAX_VALUE,
            Double.NEGATIVE_INFINITY,
            Double.longBitsToDouble(0x7ff8000000000001L), // quiet NaN with a payload
            Double.longBitsToDouble(0xfff0000000000dadL), // signalling NaN with a sign
            Math.nextUp(1.0)
        };

        assertThat(bits(roundTrip(Dtype.F64, values))).containsExactly(bits(values));
    }

    @Test
    void keepsEveryBitOfFloats() throws IOException {
        // All 2^16 upper halves of a float: every exponent, signed zeros, subnormals, infinities and NaN of both kinds.
        double[] values = new double[1 << 16];
        byte[] data = new byte[4 << 16];
        for (int i = 0; i < values.length; i++) {
            data[4 * i] = (byte) (i * 31);
            data[4 * i + 2] = (byte) i;
            data[4 * i + 3] = (byte) (i >>> 8);
        }
        byte[] file = bytes("{\"x\":{\"dtype\":\"F32\",\"shape\":[256,256],\"data_offsets\":[0,262144]}}", data);
        double[] read = read(file).tensor("x").values();
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        Safetensors.write(out, TensorFile.of(List.of(Tensor.of("x", Dtype.F32, read, 256, 256)), Map.of()));

        assertThat(Arrays.copyOfRange(out.toByteArray(), out.size() - data.length, out.size()))
                .isEqualTo(data);
        assertThat(read[0x3f80]).isEqualTo((double) Float.intBitsToFloat(0x3f800000 | (0x3f80 * 31 & 0xff)));
    }

    @Test
    void readsTensorsLongerThanTheBuffer() throws IOException {
        double[] values = new double[20_000];
        Arrays.setAll(values, i -> i * 0.5);

        assertThat(roundTrip(Dtype.F64, values)).isEqualTo(values);
        assertThat(roundTrip(Dtype.F32, values)).isEqualTo(values);
    }

    @Test
    void readsTensorsWhoseBytesAreInAnotherOrder() throws IOException {
        byte[] data = HexFormat.of().parseHex(DATA);
        String header = "{\"half\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[16,20]},"
                + "\"W\":{\"data_offsets\":[0,16],\"shape\":[2],\"dtype\":\"F64\",\"unknown\":[1.5,null]}}";

        TensorFile file = read(bytes(header, data));

        assertThat(file.tensors()).extracting(Tensor::name).containsExactly("half", "W");
        assertThat(file.tensor("W").values()).containsExactly(1, -2.5);
    }

    @Test
    void givesAndTakesCopiesOfShapes() {
        long[] shape = {1, 2};
        Tensor tensor = Tensor.of("W", Dtype.F64, new double[2], shape);

        shape[0] = 9;
        tensor.shape()[1] = 9;

        assertThat(tensor.shape()).containsExactly(1, 2);
        assertThat(tensor.dtype()).isEqualTo(Dtype.F64);
    }

    @Test
    void refusesTensorsThatCannotBeWritten() {
        assertThatThrownBy(() -> Tensor.of("W", Dtype.F64, new double[3], 2, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tensor W: expected as many values as the shape [2, 2] says, got 3");
        assertThatThrownBy(() -> Tensor.of("W", Dtype.F64, new double[2], -2, -1))
                .hasMessage("tensor W: expected as many values as the shape [-2, -1] says, got 2");
        assertThatThrownBy(() -> Tensor.of("__metadata__", Dtype.F64, new double[1]))
                .hasMessage("tensor __metadata__: the format keeps this name for itself");
        assertThatThrownBy(() -> Tensor.of("W", Dtype.F32, new double[] {0.5, 0.1}, 2))
                .hasMessage("tensor W: value 1: expected a number that fits a float, got 0.1");
        Tensor tensor = Tensor.of("W", Dtype.F64, new double[1]);
        assertThatThrownBy(() -> TensorFile.of(List.of(tensor, tensor), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tensor W: two have this name");
        TensorFile half = TensorFile.of(List.of(), Map.of("key", "\ud800"));
        assertThatThrownBy(() -> Safetensors.write(new ByteArrayOutputStream(), half))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("safetensors: a name or text has half a surrogate pair");
    }

    @Test
    void saysWhatIsThereIfATensorIsMissing() throws IOException {
        TensorFile file = read(example());

        assertThatThrownBy(() -> file.tensor("W1"))
                .isInstanceOf(FileFormatException.class)
                .hasMessage(folder.resolve("a.safetensors")
                        + ": there is no tensor \"W1\", only [\"W\",\"half\",\"none\"]");
        assertThatThrownBy(() -> file.text("gradus"))
                .hasMessage(folder.resolve("a.safetensors") + ": there is no metadata \"gradus\"");
    }

    @Test
    void readsMetadataAsJson() throws IOException {
        String header = "{\"__metadata__\":{\"gradus\":\"{\\\"layers\\\":[{\\\"units\\\":\\\"x\\\"}]}\"}}";
        JsonObject layer = read(bytes(header, new byte[0]))
                .json("gradus")
                .getObjects("layers")
                .getFirst();

        assertThatThrownBy(() -> layer.getInt("units"))
                .hasMessage(folder.resolve("a.safetensors")
                        + ": metadata \"gradus\" at /layers/0/units: expected a whole number, got \"x\"");
    }

    private double[] roundTrip(Dtype dtype, double[] values) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Safetensors.write(out, TensorFile.of(List.of(Tensor.of("x", dtype, values, values.length)), Map.of()));
        return read(out.toByteArray()).tensor("x").values();
    }

    private static long[] bits(double[] values) {
        return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
    }
}
