package dev.crema.tensor.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsHostileTest {
  private static final String F32 = "{'dtype':'F32','shape':[2],'data_offsets':[0,8]}";

  @TempDir private Path folder;

  @Test
  void refusesFilesThatAreTooShort() throws IOException {
    refused(new byte[0], "the file has 0 bytes; expected at least the 8 of the header's length");
    refused(new byte[7], "the file has 7 bytes; expected at least the 8 of the header's length");
    refused(new byte[8], "the header begins with nothing; expected '{'");
  }

  @Test
  void refusesHeaderLengthsThatCannotBe() throws IOException {
    refused(
        new HostileFile(3, "{}", "").bytes(),
        "the header's length is 3 bytes; expected at most 2, in a file of 10 bytes");
    refused(
        new HostileFile(-1, "{}", "").bytes(),
        "the header's length is 18446744073709551615 bytes; expected at most 2, in a file of 10"
            + " bytes");
    refused(
        new HostileFile(Long.MAX_VALUE, "{}", "").bytes(),
        "the header's length is 9223372036854775807 bytes; expected at most 2, in a file of 10"
            + " bytes");
  }

  @Test
  void refusesHeadersOfMoreThanTheLimit() throws IOException {
    Path file = folder.resolve("hostile.safetensors");
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new HostileFile(100_000_001, "{}", "").bytes()));
      channel.write(ByteBuffer.wrap(new byte[1]), 200_000_000L);
    }
    assertThatThrownBy(() -> SafetensorsFormat.read(file))
        .isInstanceOf(MalformedFileException.class)
        .hasMessage(
            file
                + ": the header's length is 100000001 bytes; expected at most 100000000, in a file"
                + " of 200000001 bytes");
  }

  @Test
  void refusesWhatIsNotJson() throws IOException {
    header(" {}", "the header begins with byte 0x20; expected '{'");
    header("[]", "the header begins with byte 0x5b; expected '{'");
    header("{", "header, byte 1: expected '\"' but found the end of the header");
    header("{}x", "header, byte 2: expected its end but found 'x'");
    header("{}\0", "header, byte 2: expected its end but found byte 0x00");
    header("{'a'", "header, byte 4: expected ':' but found the end of the header");
    header("{'a':1}", "header, byte 5: expected '{' but found '1'");
    header("{'a':null}", "header, byte 5: expected '{' but found 'n'");
    header("{'a':" + F32 + ",}", "header, byte 54: expected '\"' but found '}'");
    header("{a:1}", "header, byte 1: expected '\"' but found 'a'");
    header("{'a", "header, byte 3: expected '\"' but found the end of the header");
    header(
        "{'a\n':",
        "header, byte 3: expected a string without control characters but found byte" + " 0x0a");
    header("{'\\x':", "header, byte 2: JSON has no such escape in a string");
    header("{'\\", "header, byte 3: expected an escape but found the end of the header");
    header("{'\\u12g4':", "header, byte 6: expected four hexadecimal digits but found 'g'");
    header("{'\\ud83d':", "header, byte 2: half of a surrogate pair is no character");
    header("{'\\ud83d\\u0041':", "header, byte 2: half of a surrogate pair is no character");
    header("{'\\ude00\\ud83d':", "header, byte 2: half of a surrogate pair is no character");
    header("{'a':{'dtype':'F32' 'shape'", "header, byte 20: expected ',' or '}' but found '\"'");
  }

  @Test
  void refusesStringsThatAreNotUtf8() throws IOException {
    byte[] bytes = new HostileFile("{\"a?\":{}}", new byte[0]).bytes();
    for (int wrong : new int[] {0xff, 0xc0, 0x80, 0xed}) {
      bytes[11] = (byte) wrong;
      refused(bytes, "header, byte 2: the string is not UTF-8");
    }
  }

  @Test
  void refusesNumbersThatAreNoSizes() throws IOException {
    shape("[-1]", "header, byte 29: expected a whole number but found '-'");
    shape("[1.0]", "header, byte 30: expected ',' or ']' but found '.'");
    shape("[1e3]", "header, byte 30: expected ',' or ']' but found 'e'");
    shape("[01]", "header, byte 29: the number 01 has a leading zero");
    shape("[,]", "header, byte 29: expected a whole number but found ','");
    shape("[1,]", "header, byte 31: expected a whole number but found ']'");
    shape("['2']", "header, byte 29: expected a whole number but found '\"'");
    shape("2", "header, byte 28: expected '[' but found '2'");
    shape(
        "[9223372036854775808]", "header, byte 29: a number of 19 digits is larger than 2^63 - 1");
    shape(
        "[" + "9".repeat(5000) + "]",
        "header, byte 29: a number of 5000 digits is larger than 2^63 - 1");
    shape("[" + "[".repeat(100_000), "header, byte 29: expected a whole number but found '['");
  }

  @Test
  void refusesShapesThatAreTooLarge() throws IOException {
    shape("[2147483648]", "tensor 'a' has size 2147483648 at axis 0; expected at most 2147483647");
    shape(
        "[2147483647,2147483647,2]",
        "tensor 'a' has shape [2147483647, 2147483647, 2] of F32, which takes more than 2^63"
            + " bytes");
    shape(
        "[65536,65536,65536,65536]",
        "tensor 'a' has shape [65536, 65536, 65536, 65536] of F32, which takes more than 2^63"
            + " bytes");
    shape("[" + "1,".repeat(64) + "1]", "tensor 'a' has more than 64 numbers in its shape");
    shape(
        "[3]",
        "tensor 'a' has shape (3,) of F32, which takes 12 bytes, but its data_offsets span 8");
    shape("[]", "tensor 'a' has shape () of F32, which takes 4 bytes, but its data_offsets span 8");
    shape(
        "[0]",
        "tensor 'a' has shape (0,) of F32, which takes 0 bytes, but its data_offsets span 8");
  }

  @Test
  void refusesTensorsThatAreNotFullyDescribed() throws IOException {
    header("{'a':{}}", "tensor 'a' has no key 'dtype'");
    header("{'a':{'dtype':'F32'}}", "tensor 'a' has no key 'shape'");
    header("{'a':{'dtype':'F32','shape':[]}}", "tensor 'a' has no key 'data_offsets'");
    header(
        "{'a':{'dtype':'F32','shape':[],'data_offsets':[0]}}",
        "tensor 'a' has 1 data_offsets; expected 2, a begin and an end");
    header("{'a':{'dtype':'F32','dtype':'F32'}}", "tensor 'a' has the key 'dtype' twice");
    header(
        "{'a':{'strides':[1]}}",
        "tensor 'a' has the key 'strides'; expected dtype, shape and data_offsets");
    for (String dtype : new String[] {"F8_E4M3", "f32", "U16", ""}) {
      header(
          "{'a':" + F32.replace("F32", dtype) + "}",
          "tensor 'a' has dtype '%s'; expected one of F64 F32 F16 BF16 I64 I32 I16 I8 U8 BOOL"
              .formatted(dtype));
    }
  }

  @Test
  void refusesNamesThatComeTwice() throws IOException {
    header("{'a':" + F32 + ",'\\u0061':" + F32 + "}", "the header has two entries named 'a'");
    header(
        "{'__metadata__':{},'__metadata__':{}}", "the header has two entries named '__metadata__'");
    header("{'__metadata__':{'k':'1','k':'2'}}", "__metadata__ has two values for 'k'");
    header("{'__metadata__':{'k':1}}", "header, byte 21: expected '\"' but found '1'");
    header("{'__metadata__':null}", "header, byte 16: expected '{' but found 'n'");
  }

  @Test
  void refusesSpansThatDoNotCoverTheData() throws IOException {
    spans("[0,9]", "tensor 'a' lies at bytes 0 to 9 of the data, which has 8 bytes");
    spans("[8,0]", "tensor 'a' lies at bytes 8 to 0 of the data, which has 8 bytes");
    spans(
        "[0,9223372036854775807]",
        "tensor 'a' lies at bytes 0 to 9223372036854775807 of the data, which has 8 bytes");
    String half = "{'dtype':'F32','shape':[1],'data_offsets':[%d,%d]}";
    header(
        "{'a':" + half.formatted(4, 8) + "}",
        "tensor 'a' begins at byte 4 of the data, but the beginning of the data ends at 0;"
            + " expected no hole");
    header(
        "{'a':" + half.formatted(0, 4) + "}",
        "the data has 8 bytes, but its tensors end at byte 4");
    header("{}", "the data has 8 bytes, but its tensors end at byte 0");
    header(
        "{'a':" + half.formatted(0, 4) + ",'b':" + half.formatted(2, 6) + "}",
        "tensor 'b' begins at byte 2 of the data, but tensor 'a' ends at 4; expected no overlap");
    header(
        "{'b':"
            + half.formatted(4, 8)
            + ",'c':"
            + half.formatted(4, 8)
            + ",'a':"
            + half.formatted(0, 4)
            + "}",
        "tensor 'c' begins at byte 4 of the data, but tensor 'b' ends at 8; expected no overlap");
  }

  @Test
  void refusesTruthValuesOtherThanZeroAndOne() throws IOException {
    String bools = "{'a':{'dtype':'BOOL','shape':[8],'data_offsets':[0,8]}}".replace('\'', '"');
    refused(
        new HostileFile(bools, new byte[] {1, 0, 1, 0, 1, 2, 0, 0}).bytes(),
        "tensor 'a' of BOOL has byte 2 at element 5; expected 0 or 1");
  }

  @Test
  void showsHostileNamesHarmlessly() throws IOException {
    header(
        "{'\\u001b[31mred\\u202e\\n':{}}",
        "tensor '\\u001b[31mred\\u202e\\u000a' has no key 'dtype'");
    header(
        "{'" + "x".repeat(1000) + "':{}}", "tensor '" + "x".repeat(80) + "...' has no key 'dtype'");
  }

  @Test
  void acceptsAnyOrderAndWhiteSpace() throws IOException {
    String header =
        "{ \n 'b' : {'shape': [ 1 ] , 'data_offsets':[4,8], 'dtype':'\\u004632' },\t'a\\/' \r:"
            + "{'data_offsets':[0,4],\n'dtype':'I8','shape':[2,2]} } \n ";
    Path file = write(new HostileFile(header.replace('\'', '"'), new byte[8]).bytes());
    var entries = SafetensorsFormat.read(file).entries();
    assertThat(entries).extracting(Entry::name).containsExactly("a/", "b");
    assertThat((float[]) entries.get(1).array()).containsExactly(0f);
  }

  /** Whatever byte is changed, the file is read or refused in words; it never fails otherwise. */
  @Test
  void neverFailsOtherwise() throws IOException {
    String header =
        ("{'__metadata__':{'k':'v'},'a':"
                + F32
                + ",'b':{'dtype':'BOOL','shape':[2,1],'data_offsets':[8,10]}}")
            .replace('\'', '"');
    byte[] good = new HostileFile(header, new byte[10]).bytes();
    assertThat(SafetensorsFormat.read(write(good)).entries()).hasSize(2);
    Random random = new Random(1);
    int refusals = 0;
    for (int i = 0; i < 1500; i++) {
      byte[] bytes =
          Arrays.copyOf(good, random.nextInt(10) == 0 ? random.nextInt(good.length) : good.length);
      for (int change = random.nextInt(3); change >= 0 && bytes.length > 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        SafetensorsFormat.read(write(bytes));
      } catch (MalformedFileException e) {
        refusals++;
        assertThat(e).hasMessageStartingWith(folder.toString());
      }
    }
    assertThat(refusals).isGreaterThan(1000);
  }

  private void shape(String shape, String why) throws IOException {
    header("{'a':{'dtype':'F32','shape':" + shape + ",'data_offsets':[0,8]}}", why);
  }

  private void spans(String offsets, String why) throws IOException {
    header("{'a':{'dtype':'F32','shape':[2],'data_offsets':" + offsets + "}}", why);
  }

  private void header(String header, String why) throws IOException {
    refused(new HostileFile(header.replace('\'', '"'), new byte[8]).bytes(), why);
  }

  private void refused(byte[] bytes, String why) throws IOException {
    Path file = write(bytes);
    assertThatThrownBy(() -> SafetensorsFormat.read(file))
        .as(new String(bytes, 0, Math.min(bytes.length, 200), UTF_8))
        .isInstanceOf(MalformedFileException.class)
        .hasMessage(file + ": " + why);
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("hostile.safetensors"), bytes);
  }
}
