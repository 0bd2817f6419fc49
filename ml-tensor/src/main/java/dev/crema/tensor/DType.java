package dev.crema.tensor;

import java.util.Locale;

/**
 * The type of a tensor's elements.
 *
 * <p>float16 and bfloat16 are stored in 16 bits and computed in float32; all integers are computed
 * in 64 bits and wrap around when stored, as in C.
 */
public enum DType {
  BOOL(1, Kind.BOOL),
  UINT8(1, Kind.INTEGRAL),
  INT8(1, Kind.INTEGRAL),
  INT16(2, Kind.INTEGRAL),
  INT32(4, Kind.INTEGRAL),
  INT64(8, Kind.INTEGRAL),
  FLOAT16(2, Kind.FLOATING),
  BFLOAT16(2, Kind.FLOATING),
  FLOAT32(4, Kind.FLOATING),
  FLOAT64(8, Kind.FLOATING);

  /** PyTorch's categories, in the order in which one wins over another. */
  enum Kind {
    BOOL,
    INTEGRAL,
    FLOATING
  }

  private final int bytes;
  private final Kind kind;
  private final String label = name().toLowerCase(Locale.ROOT);

  DType(int bytes, Kind kind) {
    this.bytes = bytes;
    this.kind = kind;
  }

  /** Bytes an element takes in storage. */
  public int bytes() {
    return bytes;
  }

  /** Whether this is float16, bfloat16, float32 or float64; only these carry gradients. */
  public boolean isFloating() {
    return kind == Kind.FLOATING;
  }

  /** Whether this is a signed or unsigned integer; bool is not. */
  public boolean isIntegral() {
    return kind == Kind.INTEGRAL;
  }

  /**
   * The distance from 1 to the next number.
   *
   * @throws CremaException if this is not a floating dtype
   */
  public double epsilon() {
    return switch (this) {
      case FLOAT16 -> 0x1p-10;
      case BFLOAT16 -> 0x1p-7;
      case FLOAT32 -> 0x1p-23;
      case FLOAT64 -> 0x1p-52;
      default -> throw new CremaException(this + " has no numbers between the whole ones");
    };
  }

  /** The greatest finite number, as a float64: of int64 the nearest, 2 to the 63. */
  public double max() {
    return switch (this) {
      case BOOL -> 1;
      case UINT8 -> 255;
      case INT8 -> Byte.MAX_VALUE;
      case INT16 -> Short.MAX_VALUE;
      case INT32 -> Integer.MAX_VALUE;
      case INT64 -> Long.MAX_VALUE;
      case FLOAT16 -> 65_504;
      case BFLOAT16 -> 0x1.FEp127;
      case FLOAT32 -> Float.MAX_VALUE;
      case FLOAT64 -> Double.MAX_VALUE;
    };
  }

  Kind kind() {
    return kind;
  }

  /**
   * The dtype that two tensors with dimensions promote to, by PyTorch's table.
   *
   * <p>The wider of one kind; the floating one of two kinds; uint8 with a signed integer is the
   * next wider signed one; float16 with bfloat16 is float32.
   */
  public static DType promote(DType a, DType b) {
    if (a == b) {
      return a;
    }
    if (a.kind != b.kind) {
      return a.kind.compareTo(b.kind) > 0 ? a : b;
    }
    DType high = a.compareTo(b) > 0 ? a : b;
    DType low = high == a ? b : a;
    if (low == UINT8 && high == INT8) {
      return INT16;
    }
    if (low == FLOAT16 && high == BFLOAT16) {
      return FLOAT32;
    }
    return high;
  }

  /**
   * The dtype of an operation on two tensors: like {@link #promote(DType, DType)}, but a 0-d tensor
   * counts only where its kind is higher than that of the tensor with dimensions.
   */
  static DType promote(Typed a, Typed b) {
    DType x = a.dtype();
    DType y = b.dtype();
    if (x == y) {
      return x;
    }
    boolean xScalar = a.shape().rank() == 0;
    boolean yScalar = b.shape().rank() == 0;
    if (xScalar != yScalar) {
      DType dimensioned = xScalar ? y : x;
      DType scalar = xScalar ? x : y;
      return scalar.kind.compareTo(dimensioned.kind) <= 0 ? dimensioned : scalar;
    }
    return promote(x, y);
  }

  /** PyTorch's name: {@code float32}. */
  @Override
  public String toString() {
    return label;
  }
}
