package dev.crema.tensor.internal.cpu;

import dev.crema.tensor.DType;
import dev.crema.tensor.Ints;
import dev.crema.tensor.Layout;
import dev.crema.tensor.MovementOp;
import dev.crema.tensor.Operand;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Storage;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Operands of random numbers that lie in every way, and how a plain loop reads them. */
final class Operands {
  /** How an operand lies. */
  enum Lie {
    /** Row by row from the start of the array. */
    WHOLE,
    /** The same further behind. */
    LATER,
    /** Rows with a gap behind each. */
    GAPPED,
    /** The axes in the opposite order. */
    TURNED,
    /** Every other element of each row. */
    SPREAD,
    /** Each row from its end on. */
    BACKWARDS,
    /** One row that stands for all. */
    REPEATED,
    /** One element that stands for all of its row. */
    STRETCHED,
    /** One element that stands for all. */
    ONE
  }

  private Operands() {}

  static Operand of(DType dtype, Lie lie, long seed, int... sizes) {
    Shape shape = Shape.of(sizes);
    int rank = sizes.length;
    int last = sizes[rank - 1];
    int[] held = sizes.clone();
    int offset = lie == Lie.WHOLE ? 0 : 3;
    switch (lie) {
      case WHOLE, LATER, BACKWARDS -> {}
      case GAPPED -> held[rank - 1] = last + 5;
      case TURNED -> Arrays.setAll(held, i -> sizes[rank - 1 - i]);
      case SPREAD -> held[rank - 1] = 2 * last + 1;
      case REPEATED -> held[0] = 1;
      case STRETCHED -> held[rank - 1] = 1;
      case ONE -> Arrays.fill(held, 1);
    }
    Shape whole = Shape.of(held);
    Layout layout = Layout.contiguous(whole).at(offset);
    int[] turned = IntStream.range(0, rank).map(i -> rank - 1 - i).toArray();
    layout =
        switch (lie) {
          case WHOLE, LATER -> layout;
          case GAPPED -> new MovementOp.Slice(rank - 1, 2, 1, last).layout(layout);
          case TURNED -> new MovementOp.Permute(Ints.of(turned)).layout(layout);
          case SPREAD -> new MovementOp.Slice(rank - 1, 1, 2, last).layout(layout);
          case BACKWARDS -> new MovementOp.Slice(rank - 1, last - 1, -1, last).layout(layout);
          case REPEATED, STRETCHED, ONE -> layout.expand(shape);
        };
    return new Operand(random(dtype, seed, offset + (int) whole.numel()), layout);
  }

  static Operand whole(DType dtype, long seed, int... sizes) {
    return of(dtype, Lie.WHOLE, seed, sizes);
  }

  /** Values in row-major order, as the dtype holds them. */
  static Operand of(DType dtype, double[] values, int... sizes) {
    Storage storage = Storage.allocate(dtype, values.length);
    for (int i = 0; i < values.length; i++) {
      put(storage, i, values[i]);
    }
    return Operand.contiguous(storage, Shape.of(sizes));
  }

  /** Numbers about 1, whole ones from -100 to 100, or truths. */
  private static Storage random(DType dtype, long seed, int n) {
    RandomGenerator random = new SplittableRandom(seed);
    Storage storage = Storage.allocate(dtype, n);
    for (int i = 0; i < n; i++) {
      double value =
          dtype.isFloating() ? 4 * random.nextDouble() - 2 : (double) random.nextInt(-100, 101);
      put(storage, i, dtype == DType.UINT8 ? Math.abs(value) : value);
    }
    return storage;
  }

  /** Where each element lies, in row-major order. */
  private static int[] places(Layout layout) {
    int[] places = {layout.offset()};
    for (int axis = 0; axis < layout.shape().rank(); axis++) {
      int size = layout.shape().get(axis);
      int[] next = new int[places.length * size];
      for (int i = 0; i < next.length; i++) {
        next[i] = places[i / size] + i % size * layout.stride(axis);
      }
      places = next;
    }
    return places;
  }

  /** The elements in row-major order, one by one. */
  static double[] read(Operand x) {
    return Arrays.stream(places(x.layout())).mapToDouble(at -> get(x.storage(), at)).toArray();
  }

  static double[] read(Storage x) {
    int n = java.lang.reflect.Array.getLength(x.array());
    return IntStream.range(0, n).mapToDouble(i -> get(x, i)).toArray();
  }

  private static double get(Storage x, int at) {
    return switch (x.dtype()) {
      case FLOAT64 -> x.doubles()[at];
      case FLOAT32 -> x.floats()[at];
      case FLOAT16 -> Float.float16ToFloat(x.shorts()[at]);
      case BFLOAT16 -> Float.intBitsToFloat(x.shorts()[at] << 16);
      case INT64 -> (double) x.longs()[at];
      case INT32 -> x.ints()[at];
      case INT16 -> x.shorts()[at];
      case INT8, BOOL -> x.bytes()[at];
      case UINT8 -> Byte.toUnsignedInt(x.bytes()[at]);
    };
  }

  private static void put(Storage x, int at, double value) {
    switch (x.dtype()) {
      case FLOAT64 -> x.doubles()[at] = value;
      case FLOAT32 -> x.floats()[at] = (float) value;
      case FLOAT16 -> x.shorts()[at] = Float.floatToFloat16((float) value);
      case BFLOAT16 -> x.shorts()[at] = bfloat16((float) value);
      case INT64 -> x.longs()[at] = (long) value;
      case INT32 -> x.ints()[at] = (int) (long) value;
      case INT16 -> x.shorts()[at] = (short) (long) value;
      case INT8, UINT8 -> x.bytes()[at] = (byte) (long) value;
      case BOOL -> x.bytes()[at] = (byte) (value != 0 ? 1 : 0);
    }
  }

  /** The nearest of the two neighbours that have 16 bits, of equally near ones the even one. */
  private static short bfloat16(float value) {
    short below = (short) (Float.floatToRawIntBits(value) >>> 16);
    short above = (short) (below + 1);
    double down = Math.abs((double) value - Float.intBitsToFloat(below << 16));
    double up = Math.abs((double) Float.intBitsToFloat(above << 16) - value);
    return down < up || (down == up && (below & 1) == 0) ? below : above;
  }

  /** What a dtype makes of values. */
  static double[] rounded(DType dtype, double[] values) {
    return read(of(dtype, values, values.length));
  }
}
