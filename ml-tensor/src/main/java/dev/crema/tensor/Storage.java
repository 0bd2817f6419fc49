package dev.crema.tensor;

import org.jspecify.annotations.Nullable;

/**
 * The memory behind tensors: one Java array of the dtype's element type, and a version.
 *
 * <p>Only the storage of a {@link Parameter} or {@link Buffer} is ever written after it was made;
 * each write raises the version, which views and detached tensors share.
 */
public final class Storage {
  private final DType dtype;

  /** Null once a {@link StepScope} has taken the array back. */
  private @Nullable Object array;

  private int version;
  private @Nullable Tensor owner;

  private Storage(DType dtype, Object array) {
    this.dtype = dtype;
    this.array = array;
  }

  /**
   * Takes an array over: float[] (float32), double[] (float64), long[] (int64), int[] (int32),
   * short[] (int16, float16, bfloat16), byte[] (int8, uint8, bool as 0 and 1).
   */
  public static Storage of(DType dtype, Object array) {
    return new Storage(dtype, array);
  }

  /** New storage of zeros. */
  public static Storage allocate(DType dtype, long numel) {
    return new Storage(dtype, zeros(dtype, Math.toIntExact(numel)));
  }

  /**
   * New storage of whatever values, for results that are written wholly: its array may have served
   * before, where a {@link StepScope} is open.
   */
  public static Storage forResult(DType dtype, long numel) {
    StepScope scope = numel < StepScope.WORTHWHILE ? null : ThreadState.current().scope;
    return scope == null ? allocate(dtype, numel) : scope.take(dtype, Math.toIntExact(numel));
  }

  static Object zeros(DType dtype, int n) {
    return switch (dtype) {
      case FLOAT32 -> new float[n];
      case FLOAT64 -> new double[n];
      case INT64 -> new long[n];
      case INT32 -> new int[n];
      case FLOAT16, BFLOAT16, INT16 -> new short[n];
      case INT8, UINT8, BOOL -> new byte[n];
    };
  }

  public DType dtype() {
    return dtype;
  }

  /**
   * The array itself, not a copy: for interpreters, which write only into storage they made.
   *
   * @throws CremaException if the step in which it was made is over
   */
  public Object array() {
    Object own = array;
    if (own == null) {
      throw new CremaException(
          "a value was read after the training step that made it, whose memory serves the next"
              + " step by now; keep it with snapshot(), or its numbers with item() or toFloats(),"
              + " before the step ends");
    }
    return own;
  }

  public float[] floats() {
    return (float[]) array();
  }

  public double[] doubles() {
    return (double[]) array();
  }

  public long[] longs() {
    return (long[]) array();
  }

  public int[] ints() {
    return (int[]) array();
  }

  public short[] shorts() {
    return (short[]) array();
  }

  public byte[] bytes() {
    return (byte[]) array();
  }

  /** Gives the array back to a scope; nothing can read it any more. */
  Object surrender() {
    Object own = array();
    array = null;
    return own;
  }

  /** How often this storage was written since it was made. */
  int version() {
    return version;
  }

  /** Whether a parameter or buffer owns this storage and may write it. */
  boolean isWritable() {
    return owner != null;
  }

  @Nullable Tensor owner() {
    return owner;
  }

  void ownedBy(Tensor leaf) {
    this.owner = leaf;
  }

  /** Raises the version: the array was written. */
  void written() {
    version++;
  }

  /** Overwrites all elements with those of contiguous storage of the same dtype. */
  void write(Storage values, int offset) {
    written();
    Object own = array();
    System.arraycopy(values.array(), offset, own, 0, java.lang.reflect.Array.getLength(own));
  }
}
