package dev.crema.functional;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;
import java.util.Arrays;

/**
 * The checked inputs of {@link CtcLoss}.
 *
 * @param logProbs (time, n, classes)
 * @param labels the labels of each target, without padding
 * @param inputLengths int64, (n): how many times of each input count
 * @param targetLengths int64, (n)
 * @param blank the class of no label
 */
record CtcInputs(
    Tensor logProbs, long[][] labels, Tensor inputLengths, Tensor targetLengths, int blank) {

  static CtcInputs of(
      Tensor logProbs, Tensor targets, Tensor inputLengths, Tensor targetLengths, int blank) {
    LossInputs.floating("ctcLoss", logProbs);
    if (logProbs.ndim() != 2 && logProbs.ndim() != 3) {
      throw refused(
          "the log-probabilities must have shape (time, n, classes) or (time, classes), not %s",
          logProbs.shape());
    }
    Tensor batched = logProbs.ndim() == 2 ? logProbs.unsqueeze(1) : logProbs;
    int batch = batched.size(1);
    int classes = batched.size(2);
    if (blank < 0 || blank >= classes) {
      throw refused("blank %s is none of the %s classes", blank, classes);
    }
    long[] times = lengths("input lengths", inputLengths, batch);
    checkMost("input length", times, batched.size(0), "times");
    long[] sizes = lengths("target lengths", targetLengths, batch);
    long[][] labels = labels(targets, sizes);
    for (int n = 0; n < batch; n++) {
      checkLabels(labels[n], n, classes, blank);
    }
    return new CtcInputs(batched, labels, Tensor.of(times), Tensor.of(sizes), blank);
  }

  private static CremaException refused(String message, Object... values) {
    return new CremaException("ctcLoss: " + message.formatted(values));
  }

  private static long[] lengths(String what, Tensor given, int batch) {
    if (!given.dtype().isIntegral() || given.ndim() > 1 || given.numel() != batch) {
      throw refused(
          "the %s must be int64, one for each of the %s inputs, but are %s of shape %s",
          what, batch, given.dtype(), given.shape());
    }
    return given.toLongs();
  }

  private static void checkMost(String what, long[] lengths, long most, String unit) {
    for (int n = 0; n < lengths.length; n++) {
      if (lengths[n] < 0 || lengths[n] > most) {
        throw refused(
            "the %s at [%s] must be from 0 to the %s %s there are, but is %s",
            what, n, most, unit, lengths[n]);
      }
    }
  }

  /** Of rows with padding behind the labels, or of all labels in one row. */
  private static long[][] labels(Tensor targets, long[] lengths) {
    boolean padded = targets.ndim() == 2 && targets.size(0) == lengths.length;
    if (!targets.dtype().isIntegral() || (targets.ndim() != 1 && !padded)) {
      throw refused(
          "the targets must be int64 of shape (%s, longest target), or all in one row, but are %s"
              + " of shape %s",
          lengths.length, targets.dtype(), targets.shape());
    }
    checkMost("target length", lengths, targets.size(-1), "labels");
    long total = Arrays.stream(lengths).sum();
    if (!padded && total != targets.size(0)) {
      throw refused(
          "the target lengths have the sum %s, but there are %s labels", total, targets.size(0));
    }
    long[] all = targets.toLongs();
    long[][] labels = new long[lengths.length][];
    int from = 0;
    for (int n = 0; n < labels.length; n++) {
      labels[n] = Arrays.copyOfRange(all, from, from + (int) lengths[n]);
      from += padded ? targets.size(1) : labels[n].length;
    }
    return labels;
  }

  private static void checkLabels(long[] labels, int n, int classes, int blank) {
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classes || labels[i] == blank) {
        throw refused(
            "label %s at %s of target %s: give 0 to %s, and not the blank %s",
            labels[i], i, n, classes - 1, blank);
      }
    }
  }
}
