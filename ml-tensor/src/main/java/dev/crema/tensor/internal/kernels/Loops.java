package dev.crema.tensor.internal.kernels;

/** The shapes of elementwise and reducing loops. A step is 0 (one value for all) or 1. */
public final class Loops {
  private Loops() {}

  /** y[i] = f(x[i]). */
  public interface Float1 {
    void run(float[] x, int xo, float[] y, int yo, int n);
  }

  /** y[i] = f(x[i]). */
  public interface Double1 {
    void run(double[] x, int xo, double[] y, int yo, int n);
  }

  /** y[i] = f(x[i]). */
  public interface Long1 {
    void run(long[] x, int xo, long[] y, int yo, int n);
  }

  /** y[i] = f(a[i], b[i]). */
  public interface Float2 {
    void run(float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo, int n);
  }

  /** y[i] = f(a[i], b[i]). */
  public interface Double2 {
    void run(double[] a, int ao, int as, double[] b, int bo, int bs, double[] y, int yo, int n);
  }

  /** y[i] = f(a[i], b[i]). */
  public interface Long2 {
    void run(long[] a, int ao, int as, long[] b, int bo, int bs, long[] y, int yo, int n);
  }

  /** Reduces at most {@link Kernels#CHUNK} values. */
  public interface FloatReduce {
    /** Adjacent values: in 16 lanes, joined by halves. */
    float row(float[] x, int xo, int n);

    /** y[j] over rows of length {@code columns}: each column in index order. */
    void columns(float[] x, int xo, int rows, int columns, float[] y, int yo);

    float join(float a, float b);

    float start();
  }

  /** Reduces at most {@link Kernels#CHUNK} values. */
  public interface DoubleReduce {
    /** Adjacent values: in 8 lanes, joined by halves. */
    double row(double[] x, int xo, int n);

    /** y[j] over rows of length {@code columns}: each column in index order. */
    void columns(double[] x, int xo, int rows, int columns, double[] y, int yo);

    double join(double a, double b);

    double start();
  }

  /** Reduces at most {@link Kernels#CHUNK} values; the order does not matter. */
  public interface LongReduce {
    long row(long[] x, int xo, int n);

    /** y[j] over rows of length {@code columns}. */
    void columns(long[] x, int xo, int rows, int columns, long[] y, int yo);

    long join(long a, long b);

    long start();
  }

  /** The greatest of each window: the first of equals, the first NaN before all else. */
  public interface Maxima {
    /**
     * For the image whose windows begin beside x[at]: best[to + i] = the greatest of window i,
     * found[to + i] = where it lies, counted from {@code start}.
     */
    void run(float[] x, int start, int at, float[] best, long[] found, int to);
  }
}
