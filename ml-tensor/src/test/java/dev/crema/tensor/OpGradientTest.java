package dev.crema.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation's gradient against finite differences in float64, to second order. */
class OpGradientTest {
  private static int samples;
  private static GradCheck.Report first = new GradCheck.Report(0, 0);
  private static GradCheck.Report second = new GradCheck.Report(0, 0);

  static List<Op> operations() {
    return OpSamples.operations();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void gradientsMatchFiniteDifferences(Op op) {
    for (Tensor[] inputs : OpSamples.inputs(op)) {
      for (int output = 0; output < Dispatcher.applyAll(op, inputs).length; output++) {
        int which = output;
        Function<Tensor[], Tensor> f =
            given -> Dispatcher.applyAll(op, given)[which].to(DType.FLOAT64);
        first = first.and(GradCheck.check(f, inputs));
        second = second.and(GradCheck.checkSecond(f, inputs));
        samples++;
      }
    }
  }

  /** The exhaustive switch makes sure of inputs; this makes sure that each record is listed. */
  @Test
  void everyOperationIsListed() {
    Set<Class<?>> listed = new HashSet<>();
    OpSamples.operations().forEach(op -> listed.add(op.getClass()));
    assertThat(leaves(Op.class)).isNotEmpty().allSatisfy(op -> assertThat(listed).contains(op));
  }

  private static Set<Class<?>> leaves(Class<?> type) {
    Set<Class<?>> found = new HashSet<>();
    Class<?>[] permitted = type.getPermittedSubclasses();
    if (permitted == null) {
      found.add(type);
    } else {
      for (Class<?> sub : permitted) {
        found.addAll(leaves(sub));
      }
    }
    return found;
  }

  @org.junit.jupiter.api.AfterAll
  static void report() {
    System.out.printf(
        java.util.Locale.ROOT,
        "gradcheck: %d operations, %d samples; first order %d derivatives, worst error %.1e;"
            + " second order %d, worst %.1e%n",
        OpSamples.operations().size(),
        samples,
        first.compared(),
        first.worst(),
        second.compared(),
        second.worst());
  }
}
