package dev.crema.tensor.internal.cpu;

import dev.crema.tensor.AdamStep;
import dev.crema.tensor.Composition;
import dev.crema.tensor.DType;
import dev.crema.tensor.Operand;
import dev.crema.tensor.SgdStep;
import dev.crema.tensor.internal.parallel.Workers;

/**
 * Optimizers' steps in place, block by block: each loop is one operation of the step's body, or
 * several that the compiler turns into one pass, and a block stays in the nearest cache from the
 * first loop to the last.
 */
final class StepRun {
  /** Elements a thread takes at a time. */
  static final int PIECE = 16_384;

  static final int BLOCK = 1024;

  private StepRun() {}

  /** Carries the step out if it is one and all operands are adjacent float32. */
  static boolean run(Composition step, Operand[] in) {
    return switch (step) {
      case SgdStep sgd when plain(in) -> {
        each(in, (from, to) -> sgd(sgd, in, from, to));
        yield true;
      }
      case AdamStep adam when plain(in) -> {
        each(in, (from, to) -> adam(adam, in, from, to));
        yield true;
      }
      default -> false;
    };
  }

  private static boolean plain(Operand[] in) {
    for (Operand operand : in) {
      if (operand.dtype() != DType.FLOAT32 || !operand.layout().isContiguous()) {
        return false;
      }
    }
    return true;
  }

  private static void each(Operand[] in, Workers.Range range) {
    Workers.forRange(Math.toIntExact(in[0].shape().numel()), PIECE, range);
  }

  private static float[] array(Operand operand) {
    return operand.storage().floats();
  }

  private static void sgd(SgdStep step, Operand[] in, int from, int to) {
    float[] p = array(in[0]);
    float[] v = array(in[1]);
    Direction direction = new Direction(in[in.length - 1], step.maximize(), step.weightDecay());
    float rate = (float) step.rate();
    float momentum = (float) step.momentum();
    float intake = (float) (1 - step.dampening());
    for (int start = from; start < to; start += BLOCK) {
      int end = start + Math.min(BLOCK, to - start);
      direction.move(p, start, end);
      float[] d = direction.array;
      int at = direction.offset - start;
      if (!step.hasVelocity()) {
        descend(p, d, at, rate, start, end);
        continue;
      }
      if (step.first()) {
        System.arraycopy(d, at + start, v, start, end - start);
      } else {
        mix(v, momentum, d, at, intake, start, end);
      }
      if (step.nesterov()) {
        ahead(p, d, at, v, momentum, rate, start, end);
      } else {
        descend(p, v, 0, rate, start, end);
      }
    }
  }

  private static void descend(float[] p, float[] d, int at, float rate, int from, int to) {
    for (int i = from; i < to; i++) {
      p[i] = p[i] - d[at + i] * rate;
    }
  }

  private static void mix(float[] v, float keep, float[] d, int at, float take, int from, int to) {
    for (int i = from; i < to; i++) {
      v[i] = v[i] * keep + d[at + i] * take;
    }
  }

  private static void ahead(
      float[] p, float[] d, int at, float[] v, float momentum, float rate, int from, int to) {
    for (int i = from; i < to; i++) {
      p[i] = p[i] - (d[at + i] + v[i] * momentum) * rate;
    }
  }

  private static void adam(AdamStep step, Operand[] in, int from, int to) {
    float[] p = array(in[0]);
    float[] m = array(in[1]);
    float[] s = array(in[2]);
    float[] scale = step.amsgrad() ? array(in[3]) : s;
    double penalty = step.decoupled() ? 0 : step.weightDecay();
    Direction direction = new Direction(in[in.length - 1], step.maximize(), penalty);
    float keep = (float) step.beta2();
    float take = (float) (1 - step.beta2());
    float factor = (float) step.meanFactor();
    float divisor = (float) step.rootDivisor();
    float eps = (float) step.eps();
    for (int start = from; start < to; start += BLOCK) {
      int end = start + Math.min(BLOCK, to - start);
      direction.move(p, start, end);
      float[] g = direction.array;
      int at = direction.offset - start;
      mix(m, (float) step.beta1(), g, at, (float) (1 - step.beta1()), start, end);
      squares(s, keep, g, at, take, start, end);
      if (step.amsgrad()) {
        greatest(scale, s, start, end);
      }
      if (step.decoupled()) {
        multiply(p, (float) step.shrinking(), start, end);
      }
      spread(p, m, factor, scale, divisor, eps, start, end);
    }
  }

  private static void squares(
      float[] s, float keep, float[] g, int at, float take, int from, int to) {
    for (int i = from; i < to; i++) {
      s[i] = s[i] * keep + g[at + i] * take * g[at + i];
    }
  }

  private static void greatest(float[] y, float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = Math.max(y[i], x[i]);
    }
  }

  private static void multiply(float[] p, float factor, int from, int to) {
    for (int i = from; i < to; i++) {
      p[i] = p[i] * factor;
    }
  }

  private static void spread(
      float[] p, float[] m, float factor, float[] s, float divisor, float eps, int from, int to) {
    for (int i = from; i < to; i++) {
      p[i] = p[i] - m[i] * factor / ((float) Math.sqrt(s[i]) / divisor + eps);
    }
  }

  /** The gradient, turned and penalised: its own array where it needs neither. */
  private static final class Direction {
    private final float[] gradient;
    private final int first;
    private final boolean negate;
    private final boolean penalise;
    private final float penalty;
    private final boolean own;

    /** Where the values of the block are, from {@link #offset} on. */
    final float[] array;

    int offset;

    Direction(Operand gradient, boolean negate, double penalty) {
      this.gradient = gradient.storage().floats();
      this.first = gradient.layout().offset();
      this.negate = negate;
      this.penalise = penalty != 0;
      this.penalty = (float) penalty;
      this.own = !negate && !penalise;
      this.array = own ? this.gradient : new float[BLOCK];
    }

    void move(float[] p, int from, int to) {
      if (own) {
        offset = first + from;
        return;
      }
      int n = to - from;
      for (int i = 0; i < n; i++) {
        float g = gradient[first + from + i];
        array[i] = negate ? -g : g;
      }
      for (int i = 0; i < n && penalise; i++) {
        array[i] = array[i] + p[from + i] * penalty;
      }
    }
  }
}
