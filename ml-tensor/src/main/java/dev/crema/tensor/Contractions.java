package dev.crema.tensor;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Products and sums over chosen axes. */
public sealed interface Contractions permits Tensor {

  /**
   * The diagonal of two axes, which comes last.
   *
   * @param offset how far to the right of the main diagonal; below 0 to the left
   * @throws CremaException if both axes are one
   */
  default Tensor diagonal(int offset, int first, int second) {
    Tensor x = self();
    int a = x.shape().axis(first);
    int b = x.shape().axis(second);
    if (a == b) {
      throw new CremaException(
          "diagonal: axes %d and %d of shape %s are one".formatted(first, second, x.shape()));
    }
    int[] order =
        IntStream.concat(
                IntStream.range(0, x.ndim()).filter(axis -> axis != a && axis != b),
                IntStream.of(a, b))
            .toArray();
    Tensor last = x.permute(order);
    int rows = x.size(a) - Math.max(0, -offset);
    int columns = x.size(b) - Math.max(0, offset);
    int length = Math.max(0, Math.min(rows, columns));
    Tensor square =
        last.narrow(-2, length == 0 ? 0 : Math.max(0, -offset), length)
            .narrow(-1, length == 0 ? 0 : Math.max(0, offset), length);
    int[] shape = Arrays.copyOf(square.shape().toArray(), x.ndim() - 1);
    shape[x.ndim() - 2] = length * length;
    return square.reshape(shape).slice(-1, 0, length * length, length + 1);
  }

  /** The sum of the main diagonal of a matrix. */
  default Tensor trace() {
    return diagonal(0, 0, 1).sum();
  }

  /**
   * The sum of products over axes of x and of another.
   *
   * @param axes of x
   * @param otherAxes of the other, as many, in the same order
   * @throws CremaException if their sizes differ
   */
  default Tensor tensordot(Tensor other, int[] axes, int[] otherAxes) {
    Tensor x = self();
    int[] own = IntStream.of(axes).map(x.shape()::axis).toArray();
    int[] its = IntStream.of(otherAxes).map(other.shape()::axis).toArray();
    if (axes.length != otherAxes.length
        || IntStream.range(0, axes.length)
            .anyMatch(i -> x.size(axes[i]) != other.size(otherAxes[i]))) {
      throw new CremaException(
          "tensordot: axes %s of shape %s and %s of shape %s: give as many, of equal sizes"
              .formatted(
                  Arrays.toString(axes), x.shape(), Arrays.toString(otherAxes), other.shape()));
    }
    int[] rows = without(x, own);
    int[] columns = without(other, its);
    int summed = count(x, own);
    Tensor left = x.permute(join(rows, own)).reshape(count(x, rows), summed);
    Tensor right = other.permute(join(its, columns)).reshape(summed, count(other, columns));
    int[] shape =
        IntStream.concat(IntStream.of(rows).map(x::size), IntStream.of(columns).map(other::size))
            .toArray();
    return left.matmul(right).reshape(shape);
  }

  private static int count(Tensor x, int... axes) {
    return IntStream.of(axes).map(x::size).reduce(1, Math::multiplyExact);
  }

  private static int[] without(Tensor x, int... axes) {
    return IntStream.range(0, x.ndim())
        .filter(axis -> IntStream.of(axes).noneMatch(each -> each == axis))
        .toArray();
  }

  private static int[] join(int[] first, int[] second) {
    return IntStream.concat(IntStream.of(first), IntStream.of(second)).toArray();
  }

  /** Kronecker's product of two tensors with as many axes: each element of x times the other. */
  default Tensor kron(Tensor other) {
    Tensor x = self();
    int axes = Math.max(x.ndim(), other.ndim());
    int[] apart = new int[2 * axes];
    int[] inner = new int[2 * axes];
    int[] shape = new int[axes];
    for (int i = 0; i < axes; i++) {
      int own = i - axes + x.ndim() < 0 ? 1 : x.size(i - axes + x.ndim());
      int its = i - axes + other.ndim() < 0 ? 1 : other.size(i - axes + other.ndim());
      apart[2 * i] = own;
      apart[2 * i + 1] = 1;
      inner[2 * i] = 1;
      inner[2 * i + 1] = its;
      shape[i] = own * its;
    }
    return x.reshape(apart).mul(other.reshape(inner)).reshape(shape);
  }

  /** beta * x + alpha * (a b), of matrices. */
  default Tensor addmm(Tensor a, Tensor b, double beta, double alpha) {
    return self().mul(beta).add(a.mm(b).mul(alpha));
  }

  /** beta * x + alpha * (a b), of batches of matrices. */
  default Tensor baddbmm(Tensor a, Tensor b, double beta, double alpha) {
    return self().mul(beta).add(a.bmm(b).mul(alpha));
  }

  private Tensor self() {
    return (Tensor) this;
  }
}
