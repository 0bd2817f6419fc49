package dev.crema.tensor;

import java.util.List;

/** Normalizations with inputs to try them on: plain, strided, broadcast, and of an empty batch. */
final class NormSamples {
  private static final double EPS = 1e-3;

  private NormSamples() {}

  static List<Op> operations() {
    return List.of(
        new Composite(new Normalizations.LayerNorm(1, EPS, false, false)),
        new Composite(new Normalizations.LayerNorm(1, EPS, false, true)),
        new Composite(new Normalizations.LayerNorm(2, EPS, true, false)),
        new Composite(new Normalizations.LayerNorm(2, EPS, true, true)),
        new Composite(new Normalizations.BatchNorm(EPS, false, false)),
        new Composite(new Normalizations.BatchNorm(EPS, false, true)),
        new Composite(new Normalizations.BatchNorm(EPS, true, false)),
        new Composite(new Normalizations.BatchNorm(EPS, true, true)));
  }

  static List<Tensor[]> inputs(Composite op) {
    return switch (op.composition()) {
      case Normalizations.LayerNorm n -> {
        int[] shape = n.axes() == 1 ? new int[] {3} : new int[] {2, 3};
        yield inputs(OpSamples.values(shape), n.weighted(), n.biased());
      }
      case Normalizations.BatchNorm n ->
          // Without the empty batch, whose mean is NaN.
          inputs(OpSamples.values(2), n.weighted(), n.biased()).subList(0, 3);
      default -> throw new AssertionError(op);
    };
  }

  private static List<Tensor[]> inputs(Tensor numbers, boolean weighted, boolean biased) {
    Tensor plain = OpSamples.values(2, 2, 3);
    Tensor strided = OpSamples.values(3, 2, 4).permute(2, 1, 0).slice(0, 3, -5, -2);
    Tensor broadcast = OpSamples.values(2, 3).unsqueeze(0).expand(2, 2, 3);
    Tensor empty = OpSamples.values(0, 2, 3);
    return List.of(
        given(plain, numbers, weighted, biased),
        given(strided, numbers.flip(0), weighted, biased),
        given(broadcast, numbers, weighted, biased),
        given(empty, numbers, weighted, biased));
  }

  private static Tensor[] given(Tensor x, Tensor numbers, boolean weighted, boolean biased) {
    Tensor other = numbers.mul(0.5).add(0.25);
    return weighted
        ? biased ? new Tensor[] {x, numbers, other} : new Tensor[] {x, numbers}
        : biased ? new Tensor[] {x, other} : new Tensor[] {x};
  }
}
