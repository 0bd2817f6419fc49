package dev.crema.functional;

import dev.crema.tensor.DType;
import dev.crema.tensor.Tensor;
import java.util.Arrays;

/**
 * The states of {@link CtcLoss}: the labels of each target, with blanks before, between and behind
 * them; all of shape (n, states). What is behind the end of a shorter target leads nowhere.
 *
 * @param classes int64, the class of each state
 * @param jumps 0 where a path can come from the state before the last one, else minus infinity
 * @param start 0 where paths begin, else minus infinity: in the blank in front
 * @param ends 0 where paths may end, else minus infinity: in the last label and the blank behind it
 */
record CtcStates(Tensor classes, Tensor jumps, Tensor start, Tensor ends) {

  static CtcStates of(CtcInputs inputs) {
    long[][] labels = inputs.labels();
    int batch = labels.length;
    int longest = Arrays.stream(labels).mapToInt(each -> each.length).max().orElse(0);
    int states = 2 * longest + 1;
    long[] classes = new long[batch * states];
    Arrays.fill(classes, inputs.blank());
    boolean[] jumps = new boolean[batch * states];
    boolean[] start = new boolean[batch * states];
    boolean[] ends = new boolean[batch * states];
    for (int n = 0; n < batch; n++) {
      int first = n * states;
      int length = labels[n].length;
      for (int i = 0; i < length; i++) {
        classes[first + 2 * i + 1] = labels[n][i];
        jumps[first + 2 * i + 1] = i > 0 && labels[n][i] != labels[n][i - 1];
      }
      start[first] = true;
      ends[first + 2 * length] = true;
      ends[first + Math.max(2 * length - 1, 0)] = true;
    }
    DType dtype = inputs.logProbs().dtype();
    return new CtcStates(
        Tensor.of(classes, batch, states),
        logs(jumps, dtype, batch, states),
        logs(start, dtype, batch, states),
        logs(ends, dtype, batch, states));
  }

  private static Tensor logs(boolean[] possible, DType dtype, int... shape) {
    double[] logs = new double[possible.length];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = possible[i] ? 0 : Double.NEGATIVE_INFINITY;
    }
    return Tensor.of(logs, shape).to(dtype);
  }
}
