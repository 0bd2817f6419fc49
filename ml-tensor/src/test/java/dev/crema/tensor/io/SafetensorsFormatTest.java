package dev.crema.tensor.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Shape;
import dev.crema.tensor.io.SafetensorsFormat.Contents;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The .safetensors resources were written by safetensors 0.8.0 in Python. */
class SafetensorsFormatTest {
  private static final List<Entry> DTYPES =
      List.of(
          entry("f64", DType.FLOAT64, new double[] {1.5, -2.25, Math.PI}, 3),
          entry(
              "f32",
              DType.FLOAT32,
              new float[] {1, -2, 3.5f, Float.POSITIVE_INFINITY, -0f, Float.MIN_VALUE},
              2,
              3),
          entry("f16", DType.FLOAT16, new short[] {0x3e00, (short) 0xfbff, 1}, 3),
          entry("bf16", DType.BFLOAT16, new short[] {0x3fc0, (short) 0xff62}, 2),
          entry("i64", DType.INT64, new long[] {Long.MIN_VALUE, Long.MAX_VALUE}, 2),
          entry("i32", DType.INT32, new int[] {Integer.MIN_VALUE, Integer.MAX_VALUE}, 2),
          entry("i16", DType.INT16, new short[] {Short.MIN_VALUE, Short.MAX_VALUE, 7}, 3),
          entry("i8", DType.INT8, new byte[] {-128, 127, 0}, 3),
          entry("u8", DType.UINT8, new byte[] {0, -1, -128}, 3),
          entry("bool", DType.BOOL, new byte[] {1, 0, 0, 1}, 2, 2));

  private static final List<Entry> NAMES =
      List.of(
          entry("a\"\\/\b\n\u0001\u007fé😀", DType.FLOAT32, new float[] {7}),
          entry("", DType.FLOAT32, new float[0], 0, 3),
          entry("\uffff", DType.FLOAT32, new float[] {1}, 1),
          entry("😀", DType.FLOAT32, new float[] {2}, 1, 1, 1),
          entry("z", DType.INT64, new long[0], 2, 0),
          entry("layer.10.weight", DType.FLOAT32, new float[] {0, 1, 2, 3}, 2, 2),
          entry("layer.9.weight", DType.FLOAT32, new float[] {4, 5, 6, 7}, 2, 2));

  @TempDir private Path folder;

  @Test
  void readsWhatTheReferenceWrote() throws IOException {
    Contents dtypes = SafetensorsFormat.read(write(resource("dtypes.safetensors")));
    assertThat(dtypes.metadata()).containsExactly(Map.entry("format", "pt"));
    assertSame(dtypes.entries(), DTYPES);
    assertThat(dtypes.entries())
        .extracting(Entry::name)
        .containsExactly("i64", "f64", "f32", "i32", "bf16", "f16", "i16", "i8", "u8", "bool");
    Contents names = SafetensorsFormat.read(write(resource("names.safetensors")));
    assertThat(names.metadata()).containsExactly(Map.entry("k", "v\t/\""));
    assertSame(names.entries(), NAMES);
  }

  @Test
  void writesTheBytesOfTheReferenceInWhateverOrderTheTensorsCome() throws IOException {
    List<Entry> dtypes = new ArrayList<>(DTYPES);
    List<Entry> names = new ArrayList<>(NAMES);
    for (int i = 0; i < 2; i++) {
      assertThat(written(dtypes, Map.of("format", "pt"))).isEqualTo(resource("dtypes.safetensors"));
      assertThat(written(names, Map.of("k", "v\t/\""))).isEqualTo(resource("names.safetensors"));
      Collections.reverse(dtypes);
      Collections.reverse(names);
    }
  }

  /** The expectations of the reference's own tests: test_serialization and test_empty. */
  @Test
  void writesTheBytesOfTheReferencesTests() throws IOException {
    assertThat(written(List.of(), Map.of()))
        .isEqualTo(new byte[] {8, 0, 0, 0, 0, 0, 0, 0, 123, 125, 32, 32, 32, 32, 32, 32});
    HostileFile framework =
        new HostileFile("{\"__metadata__\":{\"framework\":\"pt\"}}     ", new byte[0]);
    assertThat(written(List.of(), Map.of("framework", "pt"))).isEqualTo(framework.bytes());
    float[] six = {0, 1, 2, 3, 4, 5};
    byte[] data = {
      0, 0, 0, 0, 0, 0, -128, 63, 0, 0, 0, 64, 0, 0, 64, 64, 0, 0, -128, 64, 0, 0, -96, 64
    };
    HostileFile six123 =
        new HostileFile(
            "{\"attn.0\":{\"dtype\":\"F32\",\"shape\":[1,2,3],\"data_offsets\":[0,24]}}", data);
    assertThat(written(List.of(entry("attn.0", DType.FLOAT32, six, 1, 2, 3)), Map.of()))
        .isEqualTo(six123.bytes());
    HostileFile six1123 =
        new HostileFile(
            "{\"attn0\":{\"dtype\":\"F32\",\"shape\":[1,1,2,3],\"data_offsets\":[0,24]}}       ",
            data);
    assertThat(written(List.of(entry("attn0", DType.FLOAT32, six, 1, 1, 2, 3)), Map.of()))
        .isEqualTo(six1123.bytes());
  }

  @Test
  void sortsMetadataByItsUtf8Bytes() throws IOException {
    byte[] bytes = written(List.of(), Map.of("😀", "3", "\uffff", "2", "b", "1", "a", "0"));
    assertThat(new String(bytes, 8, bytes.length - 8, UTF_8))
        .startsWith("{\"__metadata__\":{\"a\":\"0\",\"b\":\"1\",\"\uffff\":\"2\",\"😀\":\"3\"}}");
  }

  @Test
  void keepsTheBitsOfNaNs() throws IOException {
    float[] floats = {Float.intBitsToFloat(0x7fc12345), Float.intBitsToFloat(0xffc00001)};
    byte[] bytes = written(List.of(entry("x", DType.FLOAT32, floats, 2)), Map.of());
    float[] read = (float[]) SafetensorsFormat.read(write(bytes)).entries().getFirst().array();
    assertThat(Float.floatToRawIntBits(read[0])).isEqualTo(0x7fc12345);
    assertThat(Float.floatToRawIntBits(read[1])).isEqualTo(0xffc00001);
  }

  @Test
  void carriesTensorsThatAreLargerThanTheBuffer() throws IOException {
    double[] doubles = new double[300_001];
    byte[] bytes = new byte[(1 << 21) + 3];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = i * 0.1;
    }
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31);
    }
    List<Entry> entries =
        List.of(
            entry("doubles", DType.FLOAT64, doubles, doubles.length),
            entry("bytes", DType.UINT8, bytes, bytes.length));
    assertSame(SafetensorsFormat.read(write(written(entries, Map.of()))).entries(), entries);
  }

  @Test
  void writesPartOfAnArray() throws IOException {
    Entry part = new Entry("x", DType.INT32, Shape.of(2), new int[] {9, 8, 7, 6}, 1);
    assertSame(
        SafetensorsFormat.read(write(written(List.of(part), Map.of()))).entries(),
        List.of(entry("x", DType.INT32, new int[] {8, 7}, 2)));
  }

  @Test
  void readsSingleTensors() throws IOException {
    try (SafetensorsReader reader = SafetensorsReader.open(write(resource("dtypes.safetensors")))) {
      assertThat(reader.items()).hasSize(10);
      assertThat((int[]) reader.read(reader.items().get(3)).array())
          .containsExactly(Integer.MIN_VALUE, Integer.MAX_VALUE);
      assertThat((long[]) reader.read(reader.items().get(0)).array())
          .containsExactly(Long.MIN_VALUE, Long.MAX_VALUE);
    }
  }

  @Test
  void replacesTheOldFileOnlyWhenTheNewOneIsComplete() throws IOException {
    Path file = write(new byte[] {1, 2, 3});
    assertThatThrownBy(
            () -> SafetensorsFormat.write(file, List.of(DTYPES.get(0), DTYPES.get(0)), Map.of()))
        .isInstanceOf(CremaException.class);
    assertThat(file).hasBinaryContent(new byte[] {1, 2, 3});
    SafetensorsFormat.write(file, DTYPES, Map.of("format", "pt"));
    assertThat(file).hasBinaryContent(resource("dtypes.safetensors"));
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void refusesToWriteWhatItWouldRefuseToRead() {
    refusedToWrite(List.of(DTYPES.get(0), DTYPES.get(0)), Map.of(), "two tensors are named 'f64'");
    refusedToWrite(
        List.of(entry("__metadata__", DType.UINT8, new byte[1], 1)),
        Map.of(),
        "no tensor can be named '__metadata__', which safetensors keeps for itself");
    refusedToWrite(
        List.of(entry("mask", DType.BOOL, new byte[] {1, 0, -1}, 3)),
        Map.of(),
        "tensor 'mask' of bool has byte 255 at element 2; expected 0 or 1");
    refusedToWrite(
        List.of(), Map.of("k", "\ud800"), "the string '\ud800' has half of a surrogate pair");
    assertThatThrownBy(() -> entry("w", DType.FLOAT32, new double[1], 1))
        .isInstanceOf(CremaException.class)
        .hasMessage("tensor 'w' is float32, whose elements lie in no double[]");
    assertThatThrownBy(() -> entry("w", DType.FLOAT32, new float[5], 2, 3))
        .isInstanceOf(CremaException.class)
        .hasMessage("tensor 'w' has shape (2, 3), but its array has only 5 elements from 0 on");
  }

  private void refusedToWrite(List<Entry> entries, Map<String, String> metadata, String why) {
    assertThatThrownBy(() -> written(entries, metadata))
        .isInstanceOf(CremaException.class)
        .hasMessageEndingWith(why);
  }

  private static Entry entry(String name, DType dtype, Object array, int... shape) {
    return new Entry(name, dtype, Shape.of(shape), array);
  }

  private static void assertSame(List<Entry> got, List<Entry> want) {
    assertThat(got).hasSameSizeAs(want);
    for (Entry entry : want) {
      Entry found =
          got.stream().filter(e -> e.name().equals(entry.name())).findFirst().orElseThrow();
      assertThat(found.dtype()).isEqualTo(entry.dtype());
      assertThat(found.shape()).isEqualTo(entry.shape());
      assertThat(found.array()).isEqualTo(entry.array());
    }
  }

  private byte[] written(List<Entry> entries, Map<String, String> metadata) throws IOException {
    Path file = folder.resolve("written.safetensors");
    SafetensorsFormat.write(file, entries, metadata);
    return Files.readAllBytes(file);
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("read.safetensors"), bytes);
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(SafetensorsFormatTest.class.getResourceAsStream(name))) {
      return in.readAllBytes();
    }
  }
}
