package dev.crema.tensor.internal.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crema.tensor.Autograd;
import dev.crema.tensor.DType;
import dev.crema.tensor.Interpreter;
import dev.crema.tensor.Interpreters;
import dev.crema.tensor.StepScope;
import dev.crema.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An operation and its inputs.
 *
 * @param name what is computed, with its settings
 * @param kind how near results are to those of float64
 * @param terms of the longest sum in a value or a gradient
 * @param function the first of its results is differentiated
 */
record OperationCase(
    String name, Kind kind, double terms, Function<Tensor[], Tensor[]> function, Tensor... inputs) {

  /** How far float32 may be from float64, in units u of 2^-24. */
  enum Kind {
    /**
     * Sums of products of the inputs: terms * u times the same sum of absolute values, each element
     * by itself.
     */
    SUM,
    /** Values are inputs, exactly; gradients are sums of what arrives. */
    CHOICE,
    /**
     * Smooth functions: 2^12 u times the greatest of the tensor, to which counts the root of the
     * number of terms, by which sums of normal numbers grow.
     */
    SMOOTH
  }

  private static final double UNIT = 0x1p-24;
  private static final double SMOOTHLY = 1 << 12;

  static OperationCase of(
      String name, Kind kind, double terms, Function<Tensor[], Tensor> function, Tensor... inputs) {
    return new OperationCase(name, kind, terms, in -> new Tensor[] {function.apply(in)}, inputs);
  }

  /** Of a single input. */
  static OperationCase unary(
      String name, Kind kind, double terms, UnaryOperator<Tensor> function, Tensor input) {
    return of(name, kind, terms, in -> function.apply(in[0]), input);
  }

  /**
   * Compares vector kernels, scalar kernels, another layout in used memory, and float64; says how
   * near it came.
   */
  double check(Draw draw, String seed) {
    String what = seed + ": " + name + " of " + words();
    Tensor[] values = Autograd.noGrad(() -> function.apply(inputs));
    Tensor direction = draw.tensor(values[0].shape().toArray()).to(values[0].dtype());
    List<@Nullable Tensor> got = results(FusedCheck.VECTOR, inputs, direction);
    same(what + ": scalar kernels", results(FusedCheck.SCALAR, inputs, direction), got);
    Tensor[] dense = each(Tensor::contiguous);
    Tensor straight = direction.contiguous();
    try (StepScope _ = StepScope.open()) {
      results(FusedCheck.VECTOR, FusedCheck.spoiled(dense), straight);
    }
    try (StepScope _ = StepScope.open()) {
      List<@Nullable Tensor> again = results(FusedCheck.VECTOR, dense, straight);
      same(what + ": in order, in memory that held NaN", again, got);
    }
    if (inputs[0].dtype() == DType.FLOAT64) {
      return 0;
    }
    Tensor[] wide = each(OperationCase::wide);
    Tensor[] sizes = kind == Kind.SUM ? each(x -> wide(x).abs()) : wide;
    List<@Nullable Tensor> want = results(FusedCheck.VECTOR, wide, wide(direction));
    List<@Nullable Tensor> size =
        kind == Kind.SMOOTH ? want : results(FusedCheck.VECTOR, sizes, wide(direction).abs());
    double worst = 0;
    for (int i = 0; i < got.size(); i++) {
      Tensor found = got.get(i);
      Tensor exact = want.get(i);
      Tensor large = size.get(i);
      if (found != null && exact != null && large != null) {
        worst =
            Math.max(worst, near(what + ": result " + i, i < values.length, found, exact, large));
      }
    }
    return worst;
  }

  private String words() {
    return Arrays.stream(inputs)
        .map(x -> x.dtype() + " " + x.shape() + (x.isContiguous() ? "" : " strided"))
        .toList()
        .toString();
  }

  private static Tensor wide(Tensor x) {
    return x.isFloating() ? x.to(DType.FLOAT64) : x;
  }

  private Tensor[] each(UnaryOperator<Tensor> change) {
    return Arrays.stream(inputs).map(change).toArray(Tensor[]::new);
  }

  /** All results, then the gradients of the first in this direction. */
  private List<@Nullable Tensor> results(Interpreter by, Tensor[] inputs, Tensor direction) {
    return Interpreters.with(
        _ -> by,
        () -> {
          Tensor[] in = inputs.clone();
          List<Tensor> leaves = new ArrayList<>();
          for (int i = 0; i < in.length; i++) {
            if (in[i].isFloating()) {
              in[i] = in[i].requiresGrad(true);
              leaves.add(in[i]);
            }
          }
          List<@Nullable Tensor> results = new ArrayList<>(List.of(function.apply(in)));
          Tensor first = results.getFirst();
          if (first != null && first.requiresGrad()) {
            results.addAll(Autograd.grad(List.of(first), leaves, List.of(direction), false, false));
          }
          return results;
        });
  }

  private static void same(String what, List<@Nullable Tensor> got, List<@Nullable Tensor> want) {
    assertThat(got.size()).as(what).isEqualTo(want.size());
    for (int i = 0; i < got.size(); i++) {
      Tensor a = got.get(i);
      Tensor b = want.get(i);
      assertThat(a == null).as(what).isEqualTo(b == null);
      if (a != null && b != null) {
        assertThat(a.shape()).as(what).isEqualTo(b.shape());
        // Integers are small enough to be doubles.
        double[] found = a.to(DType.FLOAT64).toDoubles();
        double[] other = b.to(DType.FLOAT64).toDoubles();
        int at = Arrays.mismatch(found, other);
        assertThat(at)
            .as("%s: result %d: %s and %s", what, i, at < 0 ? 0 : found[at], at < 0 ? 0 : other[at])
            .isEqualTo(-1);
      }
    }
  }

  /** How much of what is allowed the worst element takes. */
  private double near(String what, boolean chosen, Tensor got, Tensor want, Tensor size) {
    double[] found = got.to(DType.FLOAT64).toDoubles();
    double[] exact = want.to(DType.FLOAT64).toDoubles();
    double[] sizes = size.to(DType.FLOAT64).toDoubles();
    double greatest = StrictMath.sqrt(terms);
    for (double value : exact) {
      greatest = Math.max(greatest, Math.abs(value));
    }
    double worst = 0;
    for (int i = 0; i < exact.length; i++) {
      if (Double.compare(found[i], exact[i]) != 0 && found[i] != exact[i]) {
        double allowed = allowed(chosen, kind == Kind.SMOOTH ? greatest : sizes[i]);
        double apart = Math.abs(found[i] - exact[i]);
        assertThat(apart)
            .as("%s, element %d: %s, in float64 %s", what, i, found[i], exact[i])
            .isLessThanOrEqualTo(allowed);
        worst = Math.max(worst, apart / allowed);
      }
    }
    return worst;
  }

  private double allowed(boolean chosen, double size) {
    return switch (kind) {
      case SMOOTH -> SMOOTHLY * UNIT * size;
      // Below the smallest normal number a rounding is no longer relative.
      case SUM -> terms * (UNIT * size + Float.MIN_VALUE);
      case CHOICE -> chosen ? 0 : terms * (UNIT * size + Float.MIN_VALUE);
    };
  }
}
