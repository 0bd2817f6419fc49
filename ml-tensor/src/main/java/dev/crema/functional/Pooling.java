package dev.crema.functional;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.Dispatcher;
import dev.crema.tensor.Ints;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import dev.crema.tensor.Window;
import dev.crema.tensor.WindowOp.ReduceWindow;
import dev.crema.tensor.WindowOp.WindowFn;
import java.util.Arrays;

/** PyTorch's pooling over some last axes, in terms of {@link ReduceWindow}. */
final class Pooling {
  private final String name;
  private final int axes;
  private final WindowOptions options;
  private final int[] kernel;
  private final int[] stride;
  private final int[] padding;
  private final int[] dilation;

  private Pooling(String name, int axes, WindowOptions options) {
    this.name = name + axes + "d";
    this.axes = axes;
    this.options = options;
    this.kernel = each("kernel", options.kernel(), 1);
    Ints step = options.stride();
    this.stride = step == null ? kernel : each("stride", step, 1);
    this.padding = each("padding", options.padding(), 0);
    this.dilation = each("dilation", options.dilation(), 1);
    for (int i = 0; i < axes; i++) {
      long span = new Window(kernel[i], stride[i], dilation[i]).span();
      if (padding[i] > span / 2) {
        throw new CremaException(
            "%s: padding %s is more than half of the window (kernel %s, dilation %s)"
                .formatted(this.name, options.padding(), options.kernel(), options.dilation()));
      }
    }
  }

  private int[] each(String option, Ints given, int least) {
    return Sliding.each(name, option, given, axes, least);
  }

  /** Maxima and their positions in the row-major plane (int64). */
  static Tensor[] max(Tensor x, int axes, WindowOptions options) {
    Pooling pooling = new Pooling("maxPool", axes, options);
    checkRank(pooling.name, axes, x);
    return Dispatcher.applyAll(pooling.windows(WindowFn.MAX, x.shape()), x);
  }

  /** Averages. */
  static Tensor average(Tensor x, int axes, WindowOptions options) {
    Pooling pooling = new Pooling("avgPool", axes, options);
    checkRank(pooling.name, axes, x);
    checkFloating(pooling.name, x);
    ReduceWindow windows = pooling.windows(WindowFn.SUM, x.shape());
    Tensor sums = Dispatcher.apply(windows, x);
    Integer divisor = options.divisor();
    return divisor == null ? pooling.divided(sums, x.shape()) : sums.div(divisor.doubleValue());
  }

  private ReduceWindow windows(WindowFn fn, Shape x) {
    int[] high = padding.clone();
    for (int i = 0; i < axes && options.ceilMode(); i++) {
      high[i] = (int) (needed(i, x.get(i - axes)) - x.get(i - axes) - padding[i]);
    }
    return new ReduceWindow(
        fn,
        Ints.of(kernel),
        Ints.of(stride),
        Ints.of(dilation),
        /* low= */ Ints.of(padding),
        /* high= */ Ints.of(high));
  }

  /** The padded length with a last window that may hang over, but begins before the end. */
  private long needed(int i, int length) {
    long span = new Window(kernel[i], stride[i], dilation[i]).span();
    long room = Math.max(0, length + 2L * padding[i] - span);
    long steps = Math.ceilDiv(room, stride[i]);
    if (steps * stride[i] >= length + padding[i]) {
      steps--;
    }
    return steps * stride[i] + span;
  }

  /**
   * (Σ x^p)^(1/p) of each window: PyTorch's formula by way of the average, whose windows in ceil
   * mode count as if they were whole.
   */
  static Tensor power(Tensor x, int axes, double p, WindowOptions options) {
    String name = "lpPool" + axes + "d";
    if (p == 0 || Double.isNaN(p)) {
      throw new CremaException(
          "%s: the power must be a number other than 0, not %s".formatted(name, p));
    }
    WindowOptions plain = options.withPadding(0).withDilation(1).withCountIncludePad(true);
    if (!plain.equals(options) || options.divisor() != null) {
      throw new CremaException(
          "%s: windows have kernel, stride and ceil mode and nothing else, but were given %s"
              .formatted(name, options));
    }
    checkRank(name, axes, x);
    checkFloating(name, x);
    double area = 1;
    for (int size : Sliding.each(name, "kernel", options.kernel(), axes, 1)) {
      area *= size;
    }
    Tensor means = average(x.pow(p), axes, options);
    return means.sign().mul(means.abs().relu()).mul(area).pow(1 / p);
  }

  /**
   * Sums over how many elements their windows have: in the array, or with its padding. What hangs
   * over the padding does not count.
   */
  private Tensor divided(Tensor sums, Shape x) {
    int lead = sums.ndim() - axes;
    double area = 1;
    for (int size : kernel) {
      area *= size;
    }
    Tensor rest = null;
    for (int i = 0; i < axes; i++) {
      double[] counts = counts(i, x.get(lead + i), sums.size(lead + i));
      int size = kernel[i];
      if (Arrays.stream(counts).anyMatch(count -> count != size)) {
        int[] along = new int[axes];
        Arrays.fill(along, 1);
        along[i] = counts.length;
        Tensor relative = Tensor.of(counts, along);
        area /= size;
        rest = rest == null ? relative : rest.mul(relative);
      }
    }
    return rest == null ? sums.div(area) : sums.div(rest.mul(area).to(sums.dtype()));
  }

  private double[] counts(int i, int length, int windows) {
    double[] counts = new double[windows];
    int edge = options.countIncludePad() ? padding[i] : 0;
    for (int w = 0; w < windows; w++) {
      long start = (long) w * stride[i] - padding[i];
      long from = Math.max(start, -edge);
      counts[w] = Math.min(start + kernel[i], length + edge) - from;
    }
    return counts;
  }

  /** Refuses what has not this many axes after the channels. */
  static void checkRank(String name, int axes, Tensor x) {
    if (x.ndim() != axes + 1 && x.ndim() != axes + 2) {
      throw new CremaException(
          "%s: expects %d axes (batch, channels and %d more), or one less without the batch, but was given shape %s"
              .formatted(name, axes + 2, axes, x.shape()));
    }
  }

  static void checkFloating(String name, Tensor x) {
    if (!x.isFloating()) {
      throw new CremaException(
          "%s: averages need a floating dtype, but was given %s of shape %s; cast with to(FLOAT32)"
              .formatted(name, x.dtype(), x.shape()));
    }
  }
}
