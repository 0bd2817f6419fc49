package dev.crema.tensor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values that an index sends to one place, reduced to one. */
final class ScatterReductions {
  private ScatterReductions() {}

  static Tensor of(
      Tensor x,
      int axis,
      Tensor index,
      Tensor source,
      ScatterReduction reduction,
      boolean includeSelf) {
    // the operation itself says what does not fit
    new IndexOp.ScatterAdd(axis).infer(x, index, source);
    return switch (reduction) {
      case SUM -> start(x, axis, index, includeSelf, 0).scatterAdd(axis, index, source);
      case MEAN -> mean(x, axis, index, source, includeSelf);
      case PROD -> start(x, axis, index, includeSelf, 1).mul(products(x, axis, index, source));
      case AMAX ->
          Dispatcher.apply(new Composite(new Extreme(axis, true, includeSelf)), x, index, source);
      case AMIN ->
          Dispatcher.apply(new Composite(new Extreme(axis, false, includeSelf)), x, index, source);
    };
  }

  /** x, or without itself where there are other values. */
  private static Tensor start(
      Tensor x, int axis, Tensor index, boolean includeSelf, double neutral) {
    return includeSelf ? x : x.scatter(axis, index, neutral);
  }

  private static Tensor mean(Tensor x, int axis, Tensor index, Tensor source, boolean includeSelf) {
    Tensor sum = start(x, axis, index, includeSelf, 0).scatterAdd(axis, index, source);
    Tensor ones = Tensor.ones(x.dtype(), index.shape());
    Tensor count = start(x.onesLike(), axis, index, includeSelf, 0).scatterAdd(axis, index, ones);
    return x.isFloating() ? sum.div(count) : sum.floorDivide(count);
  }

  /**
   * The product of the values for each place, 1 where there is none. Sorted by place, products of
   * neighbours are taken in log2(n) doubling steps, which has the right derivatives where factors
   * are zero; the last of each run holds its product.
   */
  private static Tensor products(Tensor x, int axis, Tensor index, Tensor source) {
    Tensor order = index.argsort(axis);
    Tensor place = index.gather(axis, order);
    Tensor running = source.gather(axis, order);
    int size = place.size(axis);
    for (int step = 1; step < size; step *= 2) {
      Tensor same = same(place, axis, step);
      Tensor before = running.narrow(axis, 0, size - step);
      Tensor factor = Tensor.where(same, before, before.onesLike());
      Tensor rest = running.narrow(axis, step, size - step).mul(factor);
      running = Tensor.cat(List.of(running.narrow(axis, 0, step), rest), axis);
    }
    Tensor product = x.zerosLike().scatterAdd(axis, place, lastOfRuns(place, axis, running));
    Tensor none = Tensor.ones(DType.BOOL, x.shape()).scatter(axis, index, 0);
    return Tensor.where(none, x.onesLike(), product);
  }

  /** Whether places are equal to those this many before them. */
  private static Tensor same(Tensor place, int axis, int step) {
    int rest = place.size(axis) - step;
    return place.narrow(axis, step, rest).eq(place.narrow(axis, 0, rest));
  }

  /** Zeros but for the last value of each run of equal places. */
  private static Tensor lastOfRuns(Tensor place, int axis, Tensor values) {
    int size = place.size(axis);
    if (size < 2) {
      return values;
    }
    Tensor front = values.narrow(axis, 0, size - 1);
    Tensor kept = Tensor.where(same(place, axis, 1), front.zerosLike(), front);
    return Tensor.cat(List.of(kept, values.narrow(axis, size - 1, 1)), axis);
  }

  /**
   * The greatest or least value for each place; NaN where there is one. Written in sorted order,
   * the last one stands. Inputs: x, index, source.
   */
  record Extreme(int axis, boolean max, boolean includeSelf) implements Composition {
    @Override
    public String name() {
      return max ? "scatterAmax" : "scatterAmin";
    }

    @Override
    public Tensor[] body(Tensor... inputs) {
      Tensor x = inputs[0];
      Tensor source = inputs[2];
      Tensor rising = max || !source.isFloating() ? source : source.neg();
      Tensor order = rising.argsort(axis, !max && !source.isFloating());
      Tensor place = inputs[1].gather(axis, order);
      Tensor found = x.scatter(axis, place, source.gather(axis, order));
      if (!includeSelf) {
        return new Tensor[] {found};
      }
      // where nothing is written both are equal
      return new Tensor[] {max ? x.maximum(found) : x.minimum(found)};
    }

    @Override
    public boolean hasGradient() {
      return true;
    }

    /** Shared evenly by all that are equal to the result. */
    @Override
    public @Nullable Tensor[] gradient(Backward context) {
      Tensor gradient = context.grad();
      Tensor index = context.input(1);
      Tensor result = context.output(0).detach();
      Tensor x = equal(context.input(0), result);
      Tensor own = includeSelf ? x : x.scatter(axis, index, 0);
      Tensor others = equal(context.input(2), result.gather(axis, index));
      Tensor count = own.scatterAdd(axis, index, others);
      Tensor share = gradient.div(count);
      return new @Nullable Tensor[] {share.mul(own), null, share.gather(axis, index).mul(others)};
    }

    private static Tensor equal(Tensor values, Tensor result) {
      Tensor both = values.isnan().logicalAnd(result.isnan());
      return values.detach().eq(result).logicalOr(both).to(values.dtype());
    }
  }
}
