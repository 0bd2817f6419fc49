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
  private final int[] in;
  private final int[] kernel;
  private final int[] out;
  private final int channels;
  private final int batch;

  private final int[] outFirst;
  private final int[] outPeriod;
  private final int[] tapFirst;
  private final int[] tapPeriod;

  /** Where the first kernel position of the first output lies in the input. */
  private final int[] base;

  private final Walk columns;
  private final Walk taps;

  private ConvPhase(ProductOp.Conv op, Shape x, Shape w, Shape y, int[] outFirst) {
    this.op = op;
    this.axes = op.strides().size();
    this.in = spatial(x);
    this.kernel = spatial(w);
    this.out = spatial(y);
    this.channels = x.get(1);
    this.batch = y.get(0);
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
    this.columns = new Walk(batch, channels, outCounts, outSteps);
    this.taps = new Walk(w.get(1), 1, tapCounts, tapSteps);
  }

  /** The phases that have outputs and kernel positions; elsewhere the output is zero. */
  static List<ConvPhase> of(ProductOp.Conv op, Shape x, Shape w, Shape y) {
    List<ConvPhase> found = new ArrayList<>();
    int[] first = new int[op.strides().size()];
    int axis;
    do {
      ConvPhase phase = new ConvPhase(op, x, w, y, first.clone());
      if (phase.columns.total() > 0 && phase.taps.total() > 0) {
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

  /** The weight, restricted to the kernel positions of this phase. */
  Dense weight(Dense weight, Compute compute, Shape w) {
    int size = taps.total() / w.get(1);
    int whole = 1;
    for (int length : kernel) {
      whole *= length;
    }
    if (size == whole) {
      return weight;
    }
    int last = axes - 1;
    int line = taps.counts()[last];
    int planes = w.get(0) * w.get(1);
    Object chosen = compute.allocate(planes * size);
    int[] at = taps.at(0);
    for (int target = 0; target < planes * size; target += line) {
      int source = target / size;
      for (int i = 0; i < last; i++) {
        source = source * kernel[i] + tapFirst[i] + at[i + 1] * tapPeriod[i];
      }
      int from = weight.offset() + source * kernel[last];
      Lines.copy(
          weight.array(),
          from,
          kernel[last],
          tapFirst[last],
          tapPeriod[last],
          chosen,
          target,
          1,
          line);
      taps.advance(at, line);
    }
    return new Dense(chosen, 0);
  }

  /**
   * Writes what outputs [from, to) of a group see at taps [tapFrom, tapTo), a row for each tap. It
   * is copied in lines of outputs or in lines of taps, whichever are longer.
   */
  void pack(Dense x, int group, int from, int to, int tapFrom, int tapTo, Object packed) {
    int start = group * (op.batchGroups() > 1 ? batch * channels : taps.lead());
    boolean lines = columns.counts()[axes - 1] >= taps.counts()[axes - 1];
    Walk fast = lines ? columns : taps;
    Walk slow = lines ? taps : columns;
    int fastFrom = lines ? from : tapFrom;
    int slowFrom = lines ? tapFrom : from;
    int fastStep = lines ? 1 : to - from;
    int slowStep = lines ? to - from : 1;
    int slowCount = (lines ? tapTo : to) - slowFrom;
    int[] f = fast.at(fastFrom);
    int n;
    for (int j = fastFrom; j < (lines ? to : tapTo); j += n) {
      n = Math.min((lines ? to : tapTo) - j, fast.onLine(f));
      int[] s = slow.at(slowFrom);
      int target = (j - fastFrom) * fastStep;
      for (int i = 0; i < slowCount; i++, target += slowStep) {
        copyLine(x, start, slow, s, fast, f, packed, target, fastStep, n);
        slow.advance(s, 1);
      }
      fast.advance(f, n);
    }
  }

  /** The n positions from f on of the line that s and f lead to. */
  private void copyLine(
      Dense x,
      int start,
      Walk slow,
      int[] s,
      Walk fast,
      int[] f,
      Object packed,
      int target,
      int targetStep,
      int n) {
    int last = axes - 1;
    int line = start + s[0] * slow.leadStep() + f[0] * fast.leadStep();
    boolean inside = true;
    for (int axis = 0; axis < last; axis++) {
      int at = base[axis] + s[axis + 1] * slow.steps()[axis] + f[axis + 1] * fast.steps()[axis];
      inside &= at >= 0 && at < in[axis];
      line = line * in[axis] + at;
    }
    int step = fast.steps()[last];
    int first = base[last] + s[axes] * slow.steps()[last] + f[axes] * step;
    int length = inside ? in[last] : 0;
    int from = x.offset() + line * in[last];
    Lines.copy(x.array(), from, length, first, step, packed, target, targetStep, n);
  }

  /**
   * Puts results of outputs [from, to) where they belong: a plane of the {@code planes} an entry.
   */
  void unpack(Object sums, int at, int from, int to, Dense y, int plane, int planes) {
    int last = axes - 1;
    int[] f = columns.at(from);
    int n;
    for (int j = from; j < to; j += n) {
      n = Math.min(to - j, columns.onLine(f));
      int target = f[0] * planes + plane;
      for (int i = 0; i < axes; i++) {
        target = target * out[i] + outFirst[i] + f[i + 1] * outPeriod[i];
      }
      Lines.spread(sums, at + j - from, y.array(), y.offset() + target, outPeriod[last], n);
      columns.advance(f, n);
    }
  }
}
