package dev.crema.tensor;

import dev.crema.tensor.internal.cpu.Elements;
import dev.crema.tensor.internal.text.ArrayText;
import dev.crema.tensor.internal.text.PrintOptions;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Between tensors and Java's numbers, nested arrays and text. */
final class JavaArrays {
  private JavaArrays() {}

  static Tensor tensor(Object values) {
    List<Integer> sizes = new ArrayList<>();
    Class<?> type = values.getClass();
    Object probe = values;
    while (type.isArray()) {
      int length = probe == null ? 0 : Array.getLength(probe);
      sizes.add(length);
      probe =
          probe == null || length == 0 || !type.getComponentType().isArray()
              ? null
              : Array.get(probe, 0);
      type = type.getComponentType();
    }
    DType dtype = dtype(type, values);
    Shape shape = Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
    Storage storage = Storage.allocate(dtype, shape.numel());
    fill(values, 0, 0, shape, storage);
    return new Tensor(Operand.contiguous(storage, shape));
  }

  static Tensor flat(DType dtype, Object array, int length, int... sizes) {
    Shape shape = Shape.of(sizes);
    if (shape.numel() != length) {
      throw new CremaException(
          "%d values were given for shape %s, which has %d elements"
              .formatted(length, shape, shape.numel()));
    }
    return new Tensor(Operand.contiguous(Storage.of(dtype, array), shape));
  }

  private static DType dtype(Class<?> type, Object values) {
    if (type == float.class || type == Float.class) {
      return DType.FLOAT32;
    } else if (type == double.class || type == Double.class) {
      return DType.FLOAT64;
    } else if (type == long.class || type == Long.class) {
      return DType.INT64;
    } else if (type == int.class || type == Integer.class) {
      return DType.INT32;
    } else if (type == short.class || type == Short.class) {
      return DType.INT16;
    } else if (type == byte.class || type == Byte.class) {
      return DType.INT8;
    } else if (type == boolean.class || type == Boolean.class) {
      return DType.BOOL;
    }
    throw new CremaException(
        "Tensor.of takes Java numbers, booleans and nested arrays of them, not "
            + values.getClass().getSimpleName());
  }

  private static int fill(@Nullable Object values, int axis, int at, Shape shape, Storage storage) {
    if (axis == shape.rank()) {
      Array.set(
          storage.array(),
          at,
          values instanceof Boolean b ? Byte.valueOf((byte) (b ? 1 : 0)) : values);
      return at + 1;
    }
    int length = values == null ? -1 : Array.getLength(values);
    if (values == null || length != shape.get(axis)) {
      throw new CremaException(
          "Tensor.of was given a ragged array: %d elements along axis %d where the first has %d"
              .formatted(length, axis, shape.get(axis)));
    }
    boolean row = axis == shape.rank() - 1 && values.getClass().getComponentType().isPrimitive();
    if (row && !(values instanceof boolean[])) {
      System.arraycopy(values, 0, storage.array(), at, length);
      return at + length;
    }
    int next = at;
    for (int i = 0; i < length; i++) {
      next = fill(Array.get(values, i), axis + 1, next, shape, storage);
    }
    return next;
  }

  /** The elements in row-major order as a new array of the dtype's Java type. */
  static Object elements(Operand operand, DType dtype) {
    Storage converted = Elements.copy(operand, dtype);
    return converted.array();
  }

  static Storage copy(Operand operand) {
    return Elements.copy(operand, operand.dtype());
  }

  static double[] doubles(Operand operand) {
    return (double[]) elements(operand, DType.FLOAT64);
  }

  static long[] longs(Operand operand) {
    return (long[]) elements(operand, DType.INT64);
  }

  static boolean[] booleans(Operand operand) {
    double[] values = doubles(operand);
    boolean[] truths = new boolean[values.length];
    for (int i = 0; i < truths.length; i++) {
      truths[i] = values[i] != 0;
    }
    return truths;
  }

  static Object nested(Operand operand) {
    Class<?> type = javaType(operand.dtype());
    Object flat =
        switch (operand.dtype()) {
          case FLOAT16, BFLOAT16 -> elements(operand, DType.FLOAT32);
          case UINT8 -> elements(operand, DType.INT32);
          case BOOL -> booleans(operand);
          default -> elements(operand, operand.dtype());
        };
    int[] sizes = operand.shape().toArray();
    return sizes.length == 0 ? Array.get(flat, 0) : nested(type, sizes, 0, flat, new int[1]);
  }

  private static Object nested(Class<?> type, int[] sizes, int axis, Object flat, int[] at) {
    if (axis == sizes.length - 1) {
      Object row = Array.newInstance(type, sizes[axis]);
      System.arraycopy(flat, at[0], row, 0, sizes[axis]);
      at[0] += sizes[axis];
      return row;
    }
    Object rows = Array.newInstance(type, java.util.Arrays.copyOfRange(sizes, axis, sizes.length));
    for (int i = 0; i < sizes[axis]; i++) {
      Array.set(rows, i, nested(type, sizes, axis + 1, flat, at));
    }
    return rows;
  }

  private static Class<?> javaType(DType dtype) {
    return switch (dtype) {
      case FLOAT32, FLOAT16, BFLOAT16 -> float.class;
      case FLOAT64 -> double.class;
      case INT64 -> long.class;
      case INT32, UINT8 -> int.class;
      case INT16 -> short.class;
      case INT8 -> byte.class;
      case BOOL -> boolean.class;
    };
  }

  static String text(Tensor tensor) {
    Operand operand = tensor.operand();
    int[] shape = operand.shape().toArray();
    PrintOptions options = PrintOptions.DEFAULT;
    ArrayText text;
    if (operand.dtype() == DType.BOOL) {
      boolean[] values = booleans(operand);
      text = ArrayText.booleans(shape, i -> values[(int) i], options);
    } else if (operand.dtype().isFloating()) {
      double[] values = doubles(operand);
      text = ArrayText.floats(shape, i -> values[(int) i], options);
    } else {
      long[] values = longs(operand);
      text = ArrayText.integers(shape, i -> values[(int) i], options);
    }
    List<String> suffixes =
        ArrayText.suffixes(
            shape, operand.dtype().toString(), tensor.gradFn(), tensor.requiresGrad());
    return text.format("tensor(", suffixes);
  }
}
