package dev.crema.tensor.internal.cpu;

import dev.crema.tensor.Crema;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Operations of kinds, sizes and layouts that nobody chose, with their gradients: vector kernels
 * against scalar ones and any layout against row-major order in memory that held NaN, both to the
 * bit; float32 against the same in float64, within a bound on rounding that {@link
 * OperationCase.Kind} states. Each case follows from its seed, which a failure names.
 */
@Tag("kernels")
class OperationSearchTest {
  /** Other seeds for each width of vectors. */
  private static final long FIRST = Integer.getInteger("crema.vector.bits", 512) * 1_000_000_000L;

  private static final int FEW = 150;
  private static final Duration LONG = Duration.ofMinutes(30);

  private static final List<Function<Draw, OperationCase>> OPERATIONS =
      List.of(
          WindowCases::conv,
          WindowCases::conv,
          WindowCases::conv,
          WindowCases::convTranspose,
          WindowCases::convTranspose,
          WindowCases::pool,
          WindowCases::pool,
          WindowCases::adaptivePool,
          RowCases::softmax,
          RowCases::layerNorm,
          RowCases::channelNorm,
          RowCases::attention,
          RowCases::loss,
          RowCases::linear,
          RowCases::einsum,
          RowCases::reduction,
          RowCases::reduction,
          RowCases::product,
          RowCases::order,
          RowCases::order,
          ImageCases::resized,
          ImageCases::columns,
          ImageCases::shuffled,
          ImageCases::layer,
          ImageCases::lengths,
          CopyCases::elementwise,
          CopyCases::elementwise,
          CopyCases::copy,
          CopyCases::copy,
          CopyCases::cat,
          CopyCases::index,
          CopyCases::index,
          CopyCases::embedding,
          CopyCases::where);

  private final int threads = Crema.threads();
  private double worst;

  @AfterEach
  void restore() {
    Crema.threads(threads);
  }

  @Test
  void anyOperations() {
    for (int i = 0; i < FEW; i++) {
      check(FIRST + i);
    }
    report(FEW);
  }

  @Tag("slow")
  @Test
  void anyOperationsForHalfAnHour() {
    long end = System.nanoTime() + LONG.toNanos();
    long seed = FIRST + FEW;
    for (; System.nanoTime() < end; seed++) {
      check(seed);
    }
    report(seed - FIRST - FEW);
  }

  private void check(long seed) {
    Draw draw = new Draw(seed);
    OperationCase operation = OPERATIONS.get(draw.below(OPERATIONS.size())).apply(draw);
    Crema.threads(draw.oneOf(1, 2, 5));
    worst = Math.max(worst, operation.check(draw, "seed " + seed));
  }

  private void report(long cases) {
    System.out.printf(
        "operations: %d cases, the worst took %.3f of what rounding may%n", cases, worst);
  }
}
