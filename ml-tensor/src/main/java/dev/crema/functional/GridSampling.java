package dev.crema.functional;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * PyTorch's grid_sample: along each axis a place between the elements reads a few of them, its
 * taps, with weights; a value is the sum over all combinations of taps of the axes. The gradient of
 * a place is that of the weights.
 */
record GridSampling(GridSampleOptions options) {
  /** Elements (N, points) by their index, as floats, and what they are multiplied by. */
  private record Tap(Tensor index, Tensor weight) {}

  Tensor apply(Tensor x, Tensor grid) {
    check(x, grid);
    Tensor wide = NormFunctions.wide(x);
    Tensor places = NormFunctions.wide(grid);
    int axes = x.ndim() - 2;
    int points = 1;
    for (int i = 1; i <= axes; i++) {
      points *= grid.size(i);
    }
    List<List<Tap>> taps = new ArrayList<>();
    for (int i = 0; i < axes; i++) {
      Tensor place = places.select(-1, axes - 1 - i).reshape(x.size(0), points);
      taps.add(taps(place, x.size(2 + i)));
    }
    Tensor sum = combined(wide.flatten(2, -1), x.shape(), taps);
    Shape to = x.shape();
    for (int i = 0; i < axes; i++) {
      to = to.with(2 + i, grid.size(1 + i));
    }
    return sum.reshape(to).to(x.dtype());
  }

  private void check(Tensor x, Tensor grid) {
    boolean ranks = (x.ndim() == 4 || x.ndim() == 5) && grid.ndim() == x.ndim();
    if (!ranks || grid.size(-1) != x.ndim() - 2 || grid.size(0) != x.size(0)) {
      throw new CremaException(
          "gridSample: expects (batch, channels, height, width) and a grid (batch, height, width, 2), or one axis more and 3, but was given shapes %s and %s"
              .formatted(x.shape(), grid.shape()));
    }
    if (!x.isFloating() || x.dtype() != grid.dtype()) {
      throw new CremaException(
          "gridSample: input and grid must be of one floating dtype, but are %s and %s"
              .formatted(x.dtype(), grid.dtype()));
    }
    for (int i = 1; i < x.ndim(); i++) {
      if (x.size(i) == 0) {
        throw new CremaException(
            "gridSample: axis %d of shape %s has nothing to read".formatted(i, x.shape()));
      }
    }
    if (options.mode().equals("bicubic") && x.ndim() == 5) {
      throw new CremaException(
          "gridSample: bicubic reads images (4 axes), but was given shape " + x.shape());
    }
  }

  private List<Tap> taps(Tensor grid, int length) {
    // -1 and 1 are centres, (0 and length - 1), or edges (-0.5 and length - 0.5)
    Tensor from = grid.add(1);
    Tensor at =
        options.alignCorners() ? from.div(2).mul(length - 1) : from.mul(length).sub(1).div(2);
    return switch (options.mode()) {
      case "bilinear" -> {
        Tensor inside = padded(at, length);
        Tensor low = inside.detach().floor();
        Tensor t = inside.sub(low);
        yield List.of(new Tap(low, t.neg().add(1)), new Tap(low.add(1), t));
      }
      case "nearest" -> {
        Tensor inside = padded(at, length);
        // a step has the gradient 0, not none: of the one, through the branch that is not taken
        Tensor one = Tensor.where(Tensor.of(new boolean[] {true}), inside.onesLike(), inside);
        yield List.of(new Tap(inside.detach().round(), one));
      }
      default -> cubic(at, length);
    };
  }

  private List<Tap> cubic(Tensor at, int length) {
    Tensor low = at.detach().floor();
    Tensor[] weights = CubicKernel.weights(at.sub(low));
    List<Tap> taps = new ArrayList<>();
    for (int k = 0; k < weights.length; k++) {
      taps.add(new Tap(padded(low.add(k - 1), length), weights[k]));
    }
    return taps;
  }

  private Tensor padded(Tensor at, int length) {
    return switch (options.padding()) {
      case "border" -> clipped(at, length);
      case "reflection" ->
          clipped(
              options.alignCorners() ? reflected(at, 0, length - 1) : reflected(at, -0.5, length),
              length);
      default -> at;
    };
  }

  /** Held between the first and the last element, with a gradient of 0 there; NaN is the first. */
  private static Tensor clipped(Tensor at, int length) {
    Tensor raised = Tensor.where(at.gt(0), at, Tensor.zeros(at.dtype()));
    return Tensor.where(
        raised.lt(length - 1), raised, Tensor.full(raised.dtype(), length - 1.0, Shape.of()));
  }

  /** Thrown back at {@code low} and {@code low + span}, as often as needed. */
  private static Tensor reflected(Tensor at, double low, double span) {
    if (span == 0) {
      return Tensor.where(Tensor.of(new boolean[] {true}), at.zerosLike(), at);
    }
    Tensor distance = at.sub(low).abs();
    Tensor rest = distance.fmod(span);
    Tensor odd = distance.detach().div(span).floor().remainder(2).ne(0);
    return Tensor.where(odd, rest.neg().add(span), rest).add(low);
  }

  /** The sum over all combinations of taps; what lies outside is 0. */
  private static Tensor combined(Tensor flat, Shape x, List<List<Tap>> taps) {
    int combinations = 1;
    for (List<Tap> each : taps) {
      combinations *= each.size();
    }
    Tensor sum = null;
    for (int c = 0; c < combinations; c++) {
      Tensor term = term(flat, x, chosen(taps, c));
      sum = sum == null ? term : sum.add(term);
    }
    return sum == null ? flat : sum;
  }

  /** Combination number c: a tap of each axis, those of the last axis changing fastest. */
  private static List<Tap> chosen(List<List<Tap>> taps, int c) {
    List<Tap> chosen = new ArrayList<>();
    int rest = c;
    for (List<Tap> each : taps.reversed()) {
      chosen.addFirst(each.get(rest % each.size()));
      rest /= each.size();
    }
    return chosen;
  }

  private static Tensor term(Tensor flat, Shape x, List<Tap> taps) {
    Tensor inside = null;
    Tensor index = null;
    Tensor weight = null;
    for (int i = 0; i < taps.size(); i++) {
      Tap tap = taps.get(i);
      int length = x.get(2 + i);
      Tensor here = tap.index.ge(0).logicalAnd(tap.index.le(length - 1));
      Tensor place = Tensor.where(here, tap.index, Tensor.zeros(tap.index.dtype())).to(DType.INT64);
      inside = inside == null ? here : inside.logicalAnd(here);
      index = index == null ? place : index.mul((long) length).add(place);
      weight = weight == null ? tap.weight : weight.mul(tap.weight);
    }
    if (inside == null || index == null || weight == null) {
      throw new IllegalStateException("no axes");
    }
    Shape values = flat.shape().with(2, index.size(1));
    Tensor found = flat.gather(2, index.detach().unsqueeze(1).expand(values));
    return Tensor.where(inside.unsqueeze(1), found, Tensor.zeros(found.dtype()))
        .mul(weight.unsqueeze(1));
  }
}
