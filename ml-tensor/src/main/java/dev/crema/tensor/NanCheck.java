package dev.crema.tensor;

import dev.crema.tensor.internal.cpu.Elements;

/**
 * An interpreter that stops at the first operation that makes a NaN of operands without one.
 *
 * <pre>{@code
 * Interpreters.with(NanCheck::new, () -> model.apply(x));
 * }</pre>
 */
public final class NanCheck implements Interpreter {
  private final Interpreter next;

  public NanCheck(Interpreter next) {
    this.next = next;
  }

  @Override
  public Storage[] run(Op op, Operand[] operands, TensorType[] outputs) {
    Storage[] results = next.run(op, operands, outputs);
    for (int i = 0; i < results.length; i++) {
      long at = firstNan(Operand.contiguous(results[i], outputs[i].shape()));
      if (at >= 0 && noneIn(operands)) {
        StringBuilder given = new StringBuilder();
        for (Operand operand : operands) {
          given.append(given.isEmpty() ? "" : ", ");
          given.append(operand.dtype()).append(operand.shape()).append(range(operand));
        }
        throw new CremaException(
            "%s made the first NaN, at flat position %d of shape %s, of operands without one: %s"
                .formatted(op.name(), at, outputs[i].shape(), given));
      }
    }
    return results;
  }

  @Override
  public boolean claims(Composition composition, Typed... inputs) {
    return next.claims(composition, inputs);
  }

  private static boolean noneIn(Operand[] operands) {
    for (Operand operand : operands) {
      if (firstNan(operand) >= 0) {
        return false;
      }
    }
    return true;
  }

  private static long firstNan(Operand operand) {
    if (operand.dtype().isFloating()) {
      double[] values = values(operand);
      for (int i = 0; i < values.length; i++) {
        if (Double.isNaN(values[i])) {
          return i;
        }
      }
    }
    return -1;
  }

  private static String range(Operand operand) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : values(operand)) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return low > high ? " (empty)" : " in [" + low + ", " + high + "]";
  }

  private static double[] values(Operand operand) {
    return Elements.copy(operand, DType.FLOAT64).doubles();
  }
}
