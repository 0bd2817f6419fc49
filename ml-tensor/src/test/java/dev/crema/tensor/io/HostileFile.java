package dev.crema.tensor.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A safetensors file put together by hand: a length, a header, data. */
record HostileFile(long length, String header, String data) {
  HostileFile(String header, byte[] data) {
    this(header.getBytes(UTF_8).length, header, new String(data, ISO_8859_1));
  }

  byte[] bytes() {
    byte[] text = header.getBytes(UTF_8);
    byte[] tail = data.getBytes(ISO_8859_1);
    return ByteBuffer.allocate(8 + text.length + tail.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(length)
        .put(text)
        .put(tail)
        .array();
  }
}
