package dev.crema.tensor.internal.cpu;

import dev.crema.tensor.DType;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import dev.crema.tensor.random.Philox;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;

/** Sizes, numbers and layouts at random, all of which follow from one seed. */
final class Draw {
  /** Multiply-adds of a case, and elements of a tensor, at most. */
  static final long WORK = 1 << 25;

  static final long ELEMENTS = 1 << 20;

  /** Work below this is plentiful without being looked for. */
  private static final long MODEST = 1 << 16;

  private final SplittableRandom random;
  private final DType dtype;

  Draw(long seed) {
    random = new SplittableRandom(seed);
    dtype = random.nextInt(3) == 0 ? DType.FLOAT64 : DType.FLOAT32;
  }

  boolean yes() {
    return random.nextBoolean();
  }

  /** From 0 to n - 1. */
  int below(int n) {
    return random.nextInt(n);
  }

  int oneOf(int... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** From 1 to most on a logarithmic scale; every fourth is near a power of two. */
  int extent(int most) {
    int extent = (int) StrictMath.exp(random.nextDouble() * StrictMath.log(most)) + 1;
    if (random.nextInt(4) == 0) {
      extent = Integer.highestOneBit(extent) + random.nextInt(3) - 1;
    }
    return Math.clamp(extent, 1, most);
  }

  /** One number each for some axes. */
  int[] each(int axes, IntUnaryOperator number) {
    int[] numbers = new int[axes];
    Arrays.setAll(numbers, number);
    return numbers;
  }

  /** Whether a case is to be drawn again: too large, or one of too many small ones. */
  boolean unfit(long work, long elements) {
    return work > WORK || elements > ELEMENTS || (work < MODEST && random.nextInt(4) != 0);
  }

  /** A shape of so many axes and at most so many elements. */
  int[] shape(int rank, long elements) {
    int[] sizes;
    long count;
    do {
      sizes = each(rank, _ -> extent(rank == 1 ? 1 << 20 : rank == 2 ? 5000 : 500));
      count = Shape.of(sizes).numel();
    } while (count > elements || (count < elements >> 8 && random.nextInt(4) != 0));
    return sizes;
  }

  int[] shape(int rank) {
    return shape(rank, 1 << 18);
  }

  /** Normal numbers that lie anyhow. */
  Tensor tensor(int... sizes) {
    return laid(numbers(sizes));
  }

  /** Normal numbers in row-major order. */
  Tensor numbers(int... sizes) {
    return Tensor.randn(new Philox(random.nextLong()), dtype, Shape.of(sizes));
  }

  /** Integers from 0 to n - 1. */
  Tensor indices(int n, int... sizes) {
    return laid(Tensor.randint(new Philox(random.nextLong()), 0, n, Shape.of(sizes)));
  }

  /** The same values, or along an axis only the first of them, in another layout. */
  Tensor laid(Tensor x) {
    int rank = x.ndim();
    if (rank == 0) {
      return x;
    }
    int axis = random.nextInt(rank);
    return switch (random.nextInt(10)) {
      case 0, 1 -> {
        int other = random.nextInt(rank);
        yield x.transpose(axis, other).contiguous().transpose(axis, other);
      }
      case 2, 3 -> Tensor.stack(List.of(spoiled(x), x), -1).select(-1, 1);
      case 4 -> {
        Tensor edge = spoiled(x.slice(axis, 0, 1));
        yield Tensor.cat(List.of(edge, x, edge), axis).slice(axis, 1, x.size(axis) + 1);
      }
      case 5 -> x.flip(axis).contiguous().flip(axis);
      case 6 -> x.slice(axis, 0, 1).expand(x.shape());
      default -> x;
    };
  }

  /** What no one may read: NaN, or an index out of all bounds. */
  private static Tensor spoiled(Tensor x) {
    return x.isFloating()
        ? Tensor.full(x.dtype(), Double.NaN, x.shape())
        : Tensor.full(x.dtype(), Long.MIN_VALUE, x.shape());
  }
}
