package dev.crema.tensor.internal.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crema.tensor.Autograd;
import dev.crema.tensor.Composite;
import dev.crema.tensor.Composition;
import dev.crema.tensor.Crema;
import dev.crema.tensor.DType;
import dev.crema.tensor.Dispatcher;
import dev.crema.tensor.Interpreter;
import dev.crema.tensor.Interpreters;
import dev.crema.tensor.Op;
import dev.crema.tensor.Operand;
import dev.crema.tensor.Shape;
import dev.crema.tensor.StepScope;
import dev.crema.tensor.Storage;
import dev.crema.tensor.Tensor;
import dev.crema.tensor.TensorType;
import dev.crema.tensor.internal.kernels.ScalarKernels;
import dev.crema.tensor.internal.vector.VectorKernels;
import dev.crema.tensor.random.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One function in all ways in which it is computed: by fused kernels and by bodies, by vector and
 * scalar kernels, on some threads, in fresh memory and in memory that held NaN. All give the same
 * bits: values, gradients of a random projection of them, and gradients of a random projection of
 * those.
 *
 * <p>The truth from outside is the same in float64, where nothing is fused and, of a composition,
 * primitive operations alone are differentiated.
 */
final class FusedCheck {
  static final Interpreter VECTOR = new CpuBackend(new VectorKernels());
  static final Interpreter SCALAR = new CpuBackend(new ScalarKernels());
  private static final double UNIT = 0x1p-24;

  /** Claims nothing: every composition is its body. */
  private record Unfused(Interpreter next) implements Interpreter {
    @Override
    public Storage[] run(Op op, Operand[] operands, TensorType[] outputs) {
      return next.run(op, operands, outputs);
    }
  }

  /** A way to compute. */
  private record Way(String name, Interpreter interpreter, int threads, boolean reused) {}

  private static final Way PLAIN = new Way("body, scalar", new Unfused(SCALAR), 1, false);

  private static final List<Way> WAYS =
      List.of(
          new Way("fused, scalar", SCALAR, 2, false),
          new Way("body, vector", new Unfused(VECTOR), 5, true),
          new Way("fused, vector", VECTOR, 1, false),
          new Way("fused, vector", VECTOR, 2, true),
          new Way("fused, vector", VECTOR, 5, false));

  private static final int NONE = -1;

  private final String name;
  private final Function<Tensor[], Tensor[]> function;
  private final Function<Tensor[], Tensor[]> primitive;
  private final int orders;
  private int summedOtherwise = NONE;
  private final Map<String, Tensor> projections = new HashMap<>();

  private FusedCheck(
      String name,
      Function<Tensor[], Tensor[]> function,
      Function<Tensor[], Tensor[]> primitive,
      int orders) {
    this.name = name;
    this.function = function;
    this.primitive = primitive;
    this.orders = orders;
  }

  /** Of a composition: all outputs that a caller sees. */
  static FusedCheck of(Composition composition, int orders) {
    Composite whole = new Composite(composition);
    return new FusedCheck(
        composition.toString(),
        in -> Dispatcher.applyAll(whole, in),
        in -> Arrays.copyOf(composition.body(in), composition.outputs()),
        orders);
  }

  /** Of a function whose gradients are compositions. */
  static FusedCheck of(String name, Function<Tensor, Tensor> function) {
    Function<Tensor[], Tensor[]> all = in -> new Tensor[] {function.apply(in[0])};
    return new FusedCheck(name, all, all, 2);
  }

  /**
   * Lets fused kernels and bodies sum up one of the results in another order: the gradient of an
   * input that a composition without a gradient of its own shares with other operations. Fused, its
   * part comes as one number; of the body come several, which join what came from the others.
   */
  FusedCheck summedOtherwise(int result) {
    summedOtherwise = result;
    return this;
  }

  /**
   * Compares all ways with the bodies on scalar kernels, and those with float64.
   *
   * @param roundings how far a number may be from that of float64, in halves of an ulp of the
   *     greatest in its tensor
   */
  void allWays(double roundings, Tensor... inputs) {
    int threads = Crema.threads();
    try {
      List<float[]> want = compute(PLAIN, inputs);
      List<float[]> fused = List.of();
      for (Way way : WAYS) {
        List<float[]> got = compute(way, inputs);
        assertThat(got.size()).isEqualTo(want.size());
        fused = fused.isEmpty() ? got : fused;
        for (int i = 0; i < want.size(); i++) {
          boolean free = i == summedOtherwise && !(way.interpreter instanceof Unfused);
          int at = Arrays.mismatch(got.get(i), (free ? fused : want).get(i));
          assertThat(at).as("%s of %s: result %d", way.name, name, i).isEqualTo(NONE);
        }
      }
      near(roundings, fused, inputs);
    } finally {
      Crema.threads(threads);
    }
  }

  private List<float[]> compute(Way way, Tensor[] inputs) {
    Crema.threads(way.threads);
    return Interpreters.with(
        _ -> way.interpreter,
        () -> {
          if (!way.reused) {
            return floats(results(function, inputs));
          }
          try (StepScope _ = StepScope.open()) {
            results(function, spoiled(inputs));
          }
          try (StepScope _ = StepScope.open()) {
            return floats(results(function, inputs));
          }
        });
  }

  /** NaN for each floating number, so that whoever reads what he has not written finds one. */
  static Tensor[] spoiled(Tensor[] inputs) {
    return Arrays.stream(inputs)
        .map(x -> x.isFloating() ? Tensor.full(x.dtype(), Double.NaN, x.shape()) : x)
        .toArray(Tensor[]::new);
  }

  private static List<float[]> floats(List<@Nullable Tensor> tensors) {
    return tensors.stream().map(x -> x == null ? new float[0] : x.toFloats()).toList();
  }

  /** Values, then gradients of both orders: null where nothing depends on an input. */
  private List<@Nullable Tensor> results(Function<Tensor[], Tensor[]> f, Tensor[] inputs) {
    Tensor[] in = inputs.clone();
    List<Tensor> leaves = new ArrayList<>();
    for (int i = 0; i < in.length; i++) {
      if (in[i].isFloating()) {
        in[i] = in[i].requiresGrad(true);
        leaves.add(in[i]);
      }
    }
    List<@Nullable Tensor> asked = Arrays.asList(f.apply(in));
    List<@Nullable Tensor> results = new ArrayList<>(asked);
    for (int order = 1; order <= orders; order++) {
      List<Tensor> outputs = new ArrayList<>();
      List<Tensor> directions = new ArrayList<>();
      for (int i = 0; i < asked.size(); i++) {
        Tensor output = asked.get(i);
        if (output != null && output.requiresGrad()) {
          outputs.add(output);
          directions.add(projection(order, i, output));
        }
      }
      asked = Autograd.grad(outputs, leaves, directions, false, order < orders);
      results.addAll(asked);
      // What the next order depends on too, in the same places for all ways.
      leaves.addAll(directions);
    }
    return results;
  }

  private Tensor projection(int order, int i, Tensor like) {
    Shape shape = like.shape();
    Tensor numbers =
        projections.computeIfAbsent(
            order + "." + i, _ -> Tensor.randn(Philox.of(order, i, 7), DType.FLOAT32, shape));
    return numbers.to(like.dtype()).requiresGrad(true);
  }

  private void near(double roundings, List<float[]> got, Tensor[] inputs) {
    Tensor[] wide =
        Arrays.stream(inputs)
            .map(x -> x.isFloating() ? x.to(DType.FLOAT64) : x)
            .toArray(Tensor[]::new);
    List<@Nullable Tensor> want = Interpreters.with(_ -> VECTOR, () -> results(primitive, wide));
    assertThat(got.size()).isEqualTo(want.size());
    for (int i = 0; i < got.size(); i++) {
      Tensor exact = want.get(i);
      double[] values = exact == null ? new double[got.get(i).length] : exact.toDoubles();
      float[] found = got.get(i).length == 0 ? new float[values.length] : got.get(i);
      double greatest = 0;
      double apart = 0;
      for (int j = 0; j < values.length; j++) {
        greatest = Math.max(greatest, Math.abs(values[j]));
        apart = Math.max(apart, Math.abs(values[j] - found[j]));
      }
      assertThat(apart)
          .as("%s: result %d against float64, where the greatest is %s", name, i, greatest)
          .isLessThanOrEqualTo(roundings * UNIT * greatest);
    }
  }
}
