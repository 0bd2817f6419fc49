package dev.crema.tensor.internal.math;

/**
 * The elementary functions of float32.
 *
 * <p>The frequent ones are own polynomials of multiplications, additions and {@link Math#fma}, with
 * selects in place of branches: a vector form of the same steps gives the same bits, and so does
 * every processor and JDK. {@code Math.exp} and its like may differ in the last bits from one JDK
 * to the next.
 *
 * <table>
 * <caption>Largest error over all 2^32 floats, in units in the last place of the exact result
 * </caption>
 * <tr><th>function</th><th>reduction</th><th>degree</th><th>ulp</th></tr>
 * <tr><td>exp</td><td>{@code x = k ln 2 + r}, |r| up to 0.347</td><td>6</td><td>0.89</td></tr>
 * <tr><td>exp2</td><td>{@code x = k + r}, |r| up to 1/2</td><td>6</td><td>0.89</td></tr>
 * <tr><td>expm1</td><td>as exp, r from ln(3/4) to ln(3/2)</td><td>7</td><td>0.93</td></tr>
 * <tr><td>log</td><td>{@code x = 2^k m}, m from 3/4 to 3/2</td><td>10</td><td>0.91</td></tr>
 * <tr><td>log1p</td><td>as log, without forming 1 + x</td><td>10</td><td>0.91</td></tr>
 * <tr><td>log2</td><td>as log, m from sqrt(1/2) to sqrt(2)</td><td>11</td><td>0.96</td></tr>
 * <tr><td>sigmoid</td><td>exp of -|x|, then a corrected quotient</td><td>6</td><td>0.91</td></tr>
 * <tr><td>tanh</td><td>below 1 none; then exp of 2|x|</td><td>15 and 6</td><td>0.93</td></tr>
 * <tr><td>erf</td><td>below 31/32 none; then exp of a polynomial</td><td>13; 7 and 6</td><td>0.94</td></tr>
 * <tr><td>sin</td><td>{@code |x| = k pi/2 + r}, |r| up to 0.79</td><td>7 and 8</td><td>0.75</td></tr>
 * <tr><td>cos</td><td>as sin</td><td>7 and 8</td><td>0.75</td></tr>
 * </table>
 *
 * <p>sin and cos are polynomials up to |x| = 2^17 ({@link Trig32#BOUND}), and computed in double
 * beyond: at most 0.501 ulp there.
 *
 * <p>The other functions are rare. They are computed in double by {@link Float64}, on {@link
 * StrictMath}, and rounded: at most 0.501 ulp, and slow. Only beside the zeros of lgamma and
 * digamma for negative arguments is the double not good enough for that, and the error can reach a
 * few ulp.
 *
 * <p>Special values are those of C's Annex F, and so PyTorch's: NaN gives NaN, the odd functions
 * keep the sign of zero, {@code log(0)} is -Infinity, {@code log} of a negative number is NaN, and
 * results below the normal range are subnormal numbers as good as the others.
 *
 * <p>Sources: W. J. Cody and W. Waite, Software Manual for the Elementary Functions (1980), for the
 * reductions; T. J. Dekker, A floating-point technique for extending the available precision
 * (1971), for the sums that keep what they lose; Sun's fdlibm for the shape of log and log1p; J.-M.
 * Muller, Elementary Functions (2016), for the whole. The coefficients are our own: Remez's
 * algorithm on the stated interval, then rounded to float one after the other, with the rest fitted
 * again.
 */
public final class Float32 {
  private Float32() {}

  public static float exp(float x) {
    return Exp32.exp(x);
  }

  public static float exp2(float x) {
    return Exp32.exp2(x);
  }

  public static float expm1(float x) {
    return Exp32.expm1(x);
  }

  public static float log(float x) {
    return Log32.log(x);
  }

  public static float log1p(float x) {
    return Log32.log1p(x);
  }

  public static float log2(float x) {
    return Log32.log2(x);
  }

  public static float log10(float x) {
    return (float) Float64.log10(x);
  }

  /** {@code 1 / (1 + e^-x)}. */
  public static float sigmoid(float x) {
    return Logistic32.sigmoid(x);
  }

  public static float tanh(float x) {
    return Logistic32.tanh(x);
  }

  public static float sinh(float x) {
    return (float) Float64.sinh(x);
  }

  public static float cosh(float x) {
    return (float) Float64.cosh(x);
  }

  public static float asinh(float x) {
    return (float) Float64.asinh(x);
  }

  public static float acosh(float x) {
    return (float) Float64.acosh(x);
  }

  public static float atanh(float x) {
    return (float) Float64.atanh(x);
  }

  /** By polynomials up to |x| = {@link Trig32#BOUND}, in double beyond. */
  public static float sin(float x) {
    return Trig32.sin(x);
  }

  /** By polynomials up to |x| = {@link Trig32#BOUND}, in double beyond. */
  public static float cos(float x) {
    return Trig32.cos(x);
  }

  public static float tan(float x) {
    return (float) Float64.tan(x);
  }

  public static float asin(float x) {
    return (float) Float64.asin(x);
  }

  public static float acos(float x) {
    return (float) Float64.acos(x);
  }

  public static float atan(float x) {
    return (float) Float64.atan(x);
  }

  public static float atan2(float y, float x) {
    return (float) Float64.atan2(y, x);
  }

  /** The error function. */
  public static float erf(float x) {
    return Erf32.erf(x);
  }

  /** {@code 1 - erf(x)}, good also where erf is near 1. */
  public static float erfc(float x) {
    return (float) Float64.erfc(x);
  }

  /** The logarithm of |Gamma|. */
  public static float lgamma(float x) {
    return (float) Float64.lgamma(x);
  }

  /** The derivative of {@link #lgamma}. */
  public static float digamma(float x) {
    return (float) Float64.digamma(x);
  }

  /** C's pow: {@code pow(1, NaN)} and {@code pow(-1, Infinity)} are 1. */
  public static float pow(float x, float y) {
    return (float) Float64.pow(x, y);
  }

  public static float cbrt(float x) {
    return (float) Float64.cbrt(x);
  }

  public static float hypot(float x, float y) {
    return (float) Float64.hypot(x, y);
  }
}
