package dev.crema.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.crema.tensor.Autograd;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import dev.crema.tensor.random.Philox;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The probability of a target against the sum over all sequences that read as it. */
class CtcLossTest {
  private static final CtcOptions NONE = CtcOptions.DEFAULT.withReduction(Reduction.NONE);

  private static void refused(Runnable call, String message) {
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(call::run)
        .withMessage("ctcLoss: " + message);
  }

  private static Tensor logProbs(int... shape) {
    return Tensor.randn(Philox.of(1, 2, 3), DType.FLOAT64, Shape.of(shape)).logSoftmax(-1);
  }

  private static List<Long> read(int[] path, int blank) {
    List<Long> labels = new ArrayList<>();
    for (int t = 0; t < path.length; t++) {
      if (path[t] != blank && (t == 0 || path[t] != path[t - 1])) {
        labels.add((long) path[t]);
      }
    }
    return labels;
  }

  private static double enumerated(Tensor logProbs, List<Long> target, int blank) {
    int time = logProbs.size(0);
    int classes = logProbs.size(1);
    double total = 0;
    int[] path = new int[time];
    int paths = (int) StrictMath.round(StrictMath.pow(classes, time));
    for (int number = 0; number < paths; number++) {
      int rest = number;
      double log = 0;
      for (int t = 0; t < time; t++) {
        path[t] = rest % classes;
        rest /= classes;
        log += logProbs.get(t, path[t]).item();
      }
      total += read(path, blank).equals(target) ? StrictMath.exp(log) : 0;
    }
    return -StrictMath.log(total);
  }

  @Test
  void theSumOverAllSequences() {
    Tensor logProbs = logProbs(5, 3);
    for (int blank = 0; blank < 3; blank++) {
      long a = (blank + 1L) % 3;
      long b = (blank + 2L) % 3;
      for (List<Long> target :
          List.of(List.<Long>of(), List.of(a), List.of(a, a), List.of(a, b), List.of(a, a, b))) {
        long[] labels = target.stream().mapToLong(Long::longValue).toArray();
        Tensor loss =
            F.ctcLoss(
                logProbs,
                Tensor.of(labels),
                Tensor.of(new long[] {5}),
                Tensor.of(new long[] {labels.length}),
                NONE.withBlank(blank));
        assertThat(loss.ndim()).isZero();
        assertThat(loss.item()).isCloseTo(enumerated(logProbs, target, blank), within(1e-12));
      }
    }
  }

  /** Two equal labels in a time of two, and one label in no time. */
  @Test
  void whatCannotBe() {
    Tensor x = logProbs(2, 3, 3).detach().requiresGrad(true);
    Tensor targets = Tensor.of(new long[] {1, 1, 2, 0, 1, 2}, 3, 2);
    Tensor times = Tensor.of(2L, 0L, 2L);
    Tensor lengths = Tensor.of(2L, 1L, 2L);
    Tensor losses = F.ctcLoss(x, targets, times, lengths, NONE);
    assertThat(losses.narrow(0, 0, 2).toDoubles()).containsOnly(Double.POSITIVE_INFINITY);
    Tensor zeros = F.ctcLoss(x, targets, times, lengths, NONE.withZeroInfinity(true));
    assertThat(zeros.narrow(0, 0, 2).toDoubles()).containsOnly(0);
    for (Tensor each : List.of(losses, zeros)) {
      Tensor gradient = Autograd.grad(each.sum(), x).getFirst();
      assertThat(gradient.narrow(1, 0, 2).toDoubles()).containsOnly(0);
      assertThat(gradient.sum().item()).isCloseTo(-2, within(1e-12));
    }
    Tensor none = F.ctcLoss(x, targets, Tensor.of(0L, 0L, 0L), Tensor.of(0L, 0L, 0L), NONE);
    assertThat(none.abs().toDoubles()).containsOnly(0);
  }

  /** A class that never comes gives no NaN. */
  @Test
  void impossibleClasses() {
    double never = Double.NEGATIVE_INFINITY;
    Tensor x = Tensor.of(new double[] {0, never, 0, never}, 2, 2).requiresGrad(true);
    Tensor two = Tensor.of(new long[] {2});
    Tensor empty = F.ctcLoss(x, Tensor.of(new long[0]), two, Tensor.of(new long[] {0}), NONE);
    assertThat(Autograd.grad(empty, x).getFirst().toDoubles()).containsExactly(-1, 0, -1, 0);
    Tensor one = Tensor.of(new long[] {1});
    Tensor loss = F.ctcLoss(x, one, two, one, NONE);
    assertThat(loss.item()).isInfinite();
    assertThat(Autograd.grad(loss, x).getFirst().toDoubles()).containsOnly(0);
  }

  @Test
  void theMeanIsOverLabelsFirst() {
    Tensor x = logProbs(6, 2, 4);
    Tensor row = Tensor.of(1L, 2L, 1L);
    Tensor times = Tensor.of(6L, 5L);
    Tensor lengths = Tensor.of(3L, 0L);
    double[] each = F.ctcLoss(x, row, times, lengths, NONE).toDoubles();
    assertThat(F.ctcLoss(x, row, times, lengths).item())
        .isCloseTo((each[0] / 3 + each[1]) / 2, within(1e-12));
  }

  @Test
  void refusals() {
    Tensor x = logProbs(4, 2, 3);
    Tensor targets = Tensor.of(new long[] {1, 2, 2, 1}, 2, 2);
    Tensor times = Tensor.of(4L, 4L);
    Tensor lengths = Tensor.of(2L, 1L);
    refused(
        () -> F.ctcLoss(x, targets, times, lengths, NONE.withBlank(3)),
        "blank 3 is none of the 3 classes");
    refused(
        () -> F.ctcLoss(x, targets, times, lengths, NONE.withBlank(2)),
        "label 2 at 1 of target 0: give 0 to 2, and not the blank 2");
    refused(
        () -> F.ctcLoss(x, targets.mul(3), times, lengths),
        "label 3 at 0 of target 0: give 0 to 2, and not the blank 0");
    refused(
        () -> F.ctcLoss(x, targets, Tensor.of(4L, 5L), lengths),
        "the input length at [1] must be from 0 to the 4 times there are, but is 5");
    refused(
        () -> F.ctcLoss(x, targets, times, Tensor.of(3L, 1L)),
        "the target length at [0] must be from 0 to the 2 labels there are, but is 3");
    refused(
        () -> F.ctcLoss(x, targets, times, Tensor.of(2L, -1L)),
        "the target length at [1] must be from 0 to the 2 labels there are, but is -1");
    refused(
        () -> F.ctcLoss(x, targets, times, Tensor.of(new long[] {2})),
        "the target lengths must be int64, one for each of the 2 inputs, but are int64 of shape"
            + " (1,)");
    refused(
        () -> F.ctcLoss(x, targets.flatten(), times, lengths),
        "the target lengths have the sum 3, but there are 4 labels");
    refused(
        () -> F.ctcLoss(x, targets.to(DType.FLOAT32), times, lengths),
        "the targets must be int64 of shape (2, longest target), or all in one row, but are float32"
            + " of shape (2, 2)");
    refused(
        () -> F.ctcLoss(Tensor.ones(4), targets, times, lengths),
        "the log-probabilities must have shape (time, n, classes) or (time, classes), not (4,)");
  }
}
