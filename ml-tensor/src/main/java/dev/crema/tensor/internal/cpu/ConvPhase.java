package dev.crema.tensor.internal.cpu;

import dev.crema.tensor.ProductOp;
import dev.crema.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of a convolution whose outputs meet the gaps of a dilated input alike.
 *
 * <p>With input dilation d an output position i and a kernel position k meet an element of the
 * input only where i * stride + k * dilation - low is a multiple of d. Outputs that agree modulo d
 * / gcd(stride, d) use the same kernel positions, and among themselves form a convolution without
 * input dilation. So a convolution falls into phases, each without gaps; without input dilation it
 * is one phase.
 */
final class ConvPhase {
  private final ProductOp.Conv op;
  private final int axes;
  private final int[] kernel;

  private final int[] outFirst;
  private final int[] outPeriod;
  private final int[] tapFirst;
  private final int[] tapPeriod;

  /** Where the first kernel position of the first output lies in the input. */
  private final int[] base;

  private final Walk columns;
  private final Walk taps;

  private ConvPhase(ProductOp.Conv op, Shape w, Shape y, int[] outFirst) {
    this.op = op;
    this.axes = op.strides().size();
    this.kernel = spatial(w);
    int[] out = spatial(y);
    this.outFirst = outFirst;
    this.outPeriod = new int[axes];
    this.tapFirst = new int[axes];
    this.tapPeriod = new int[axes];
    this.base = new int[axes];
    int[] outCounts = new int[axes];
    int[] outSteps = new int[axes];
    int[] tapCounts = new int[axes];
    int[] tapSteps = new int[axes];
    for (int i = 0; i < axes; i++) {
      int gaps = op.inputDilations().get(i);
      outPeriod[i] = period(op, i);
      tapPeriod[i] = gaps / gcd(op.dilations().get(i), gaps);
      tapFirst[i] = firstTap(i, gaps);
      outCounts[i] = count(outFirst[i], outPeriod[i], out[i]);
      tapCounts[i] = count(tapFirst[i], tapPeriod[i], kernel[i]);
      outSteps[i] = outPeriod[i] * op.strides().get(i) / gaps;
      tapSteps[i] = tapPeriod[i] * op.dilations().get(i) / gaps;
      base[i] = Math.floorDiv(position(i, tapFirst[i]), gaps);
    }
    this.columns = new Walk(y.get(0), outCounts, outSteps);
    this.taps = new Walk(w.get(1), tapCounts, tapSteps);
  }

  /** The phases of an output with elements that have kernel positions; else the output is zero. */
  static List<ConvPhase> of(ProductOp.Conv op, Shape w, Shape y) {
    List<ConvPhase> found = new ArrayList<>();
    int[] first = new int[op.strides().size()];
    int axis;
    do {
      ConvPhase phase = new ConvPhase(op, w, y, first.clone());
      if (phase.taps.total() > 0) {
        found.add(phase);
      }
      axis = first.length - 1;
      while (axis >= 0 && ++first[axis] == Math.min(period(op, axis), y.get(axis + 2))) {
        first[axis--] = 0;
      }
    } while (axis >= 0);
    return found;
  }

  private static int[] spatial(Shape shape) {
    return java.util.Arrays.copyOfRange(shape.toArray(), 2, shape.rank());
  }

  private static int period(ProductOp.Conv op, int axis) {
    int gaps = op.inputDilations().get(axis);
    return gaps / gcd(op.strides().get(axis), gaps);
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  private static int count(int first, int period, int size) {
    return first >= size ? 0 : (size - 1 - first) / period + 1;
  }

  /** Where the first output of the phase sees a kernel position, in the spread input. */
  private int position(int axis, int tap) {
    return outFirst[axis] * op.strides().get(axis)
        + tap * op.dilations().get(axis)
        - op.low().get(axis);
  }

  /** The first kernel position that meets no gap, or the kernel's size where all do. */
  private int firstTap(int axis, int gaps) {
    int tap = 0;
    while (tap < kernel[axis] && Math.floorMod(position(axis, tap), gaps) != 0) {
      tap++;
    }
    return tap;
  }

  /** The outputs of one plane of the batch after the other. */
  Walk columns() {
    return columns;
  }

  /** The kernel positions of one input channel after the other. */
  Walk taps() {
    return taps;
  }

  /** Where the windows of this phase begin on an axis of the input; negative in the padding. */
  int lowest(int axis) {
    return base[axis];
  }

  /** Where they end, the last element included. */
  int highest(int axis) {
    return base[axis]
        + (columns.counts()[axis] - 1) * columns.steps()[axis]
        + (taps.counts()[axis] - 1) * taps.steps()[axis];
  }

  /** What each output adds to the position in the input; {@code strides} are the input's. */
  int[] outputTable(int[] strides) {
    return table(columns.lead(), columns.counts(), strides[0], steps(columns.steps(), strides));
  }

  /** What each kernel position adds to it. */
  int[] tapTable(int[] strides) {
    return table(taps.lead(), taps.counts(), strides[1], steps(taps.steps(), strides));
  }

  /** Where the weight of each kernel position lies in that of one output. */
  int[] weightTable(int[] strides) {
    return table(taps.lead(), taps.counts(), strides[1], steps(tapPeriod, strides));
  }

  /** Where the weight of the first kernel position lies. */
  int weightStart(int[] strides) {
    return start(tapFirst, strides);
  }

  /** Where each output lies in a plane of the result. */
  int[] resultTable(int[] strides) {
    return table(columns.lead(), columns.counts(), strides[0], steps(outPeriod, strides));
  }

  /** Where the first output lies. */
  int resultStart(int[] strides) {
    return start(outFirst, strides);
  }

  private int start(int[] first, int[] strides) {
    int at = 0;
    for (int i = 0; i < axes; i++) {
      at += first[i] * strides[i + 2];
    }
    return at;
  }

  private int[] steps(int[] each, int[] strides) {
    int[] steps = new int[axes];
    for (int i = 0; i < axes; i++) {
      steps[i] = each[i] * strides[i + 2];
    }
    return steps;
  }

  /** All sums of a leading index times its step and an index an axis times its, row-major. */
  private static int[] table(int lead, int[] counts, int leadStep, int[] steps) {
    int size = 1;
    for (int count : counts) {
      size *= count;
    }
    int[] table = new int[lead * size];
    int filled = 1;
    int[] block = new int[size];
    for (int axis = counts.length - 1; axis >= 0; axis--) {
      for (int i = 1; i < counts[axis]; i++) {
        for (int j = 0; j < filled; j++) {
          block[i * filled + j] = block[j] + i * steps[axis];
        }
      }
      filled *= counts[axis];
    }
    for (int i = 0; i < lead; i++) {
      for (int j = 0; j < size; j++) {
        table[i * size + j] = block[j] + i * leadStep;
      }
    }
    return table;
  }
}
