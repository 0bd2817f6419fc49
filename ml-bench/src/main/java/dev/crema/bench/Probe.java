package dev.crema.bench;

import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * What the machine does at most: fused multiply-adds of float32 on registers alone, in GFLOP/s, on
 * some threads at a time. Fourteen sums hide the latency of the instruction.
 */
final class Probe {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int ROUNDS = 1 << 18;
  private static final int SUMS = 14;

  private Probe() {}

  /** The best of some attempts of {@code millis} in all. */
  static double gigaflops(int threads, long millis) throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    double best = 0;
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      do {
        long start = System.nanoTime();
        for (Future<Float> sum :
            pool.invokeAll(
                IntStream.range(0, threads)
                    .mapToObj(i -> (java.util.concurrent.Callable<Float>) Probe::multiplyAdd)
                    .toList())) {
          if (Float.isNaN(sum.get())) {
            throw new AssertionError("the sums are finite");
          }
        }
        long nanos = System.nanoTime() - start;
        best = Math.max(best, 2.0 * ROUNDS * SUMS * S.length() * threads / nanos);
      } while (System.nanoTime() < end);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    return best;
  }

  private static float multiplyAdd() {
    float[] sums = new float[SUMS * S.length()];
    Arrays.fill(sums, 1f);
    rounds(sums);
    return sums[0] + sums[sums.length - 1];
  }

  private static void rounds(float[] sums) {
    int v = S.length();
    FloatVector x = FloatVector.broadcast(S, 0.5f);
    FloatVector s0 = FloatVector.fromArray(S, sums, 0);
    FloatVector s1 = FloatVector.fromArray(S, sums, v);
    FloatVector s2 = FloatVector.fromArray(S, sums, 2 * v);
    FloatVector s3 = FloatVector.fromArray(S, sums, 3 * v);
    FloatVector s4 = FloatVector.fromArray(S, sums, 4 * v);
    FloatVector s5 = FloatVector.fromArray(S, sums, 5 * v);
    FloatVector s6 = FloatVector.fromArray(S, sums, 6 * v);
    FloatVector s7 = FloatVector.fromArray(S, sums, 7 * v);
    FloatVector s8 = FloatVector.fromArray(S, sums, 8 * v);
    FloatVector s9 = FloatVector.fromArray(S, sums, 9 * v);
    FloatVector s10 = FloatVector.fromArray(S, sums, 10 * v);
    FloatVector s11 = FloatVector.fromArray(S, sums, 11 * v);
    FloatVector s12 = FloatVector.fromArray(S, sums, 12 * v);
    FloatVector s13 = FloatVector.fromArray(S, sums, 13 * v);
    for (int i = 0; i < ROUNDS; i++) {
      s0 = s0.fma(x, x);
      s1 = s1.fma(x, x);
      s2 = s2.fma(x, x);
      s3 = s3.fma(x, x);
      s4 = s4.fma(x, x);
      s5 = s5.fma(x, x);
      s6 = s6.fma(x, x);
      s7 = s7.fma(x, x);
      s8 = s8.fma(x, x);
      s9 = s9.fma(x, x);
      s10 = s10.fma(x, x);
      s11 = s11.fma(x, x);
      s12 = s12.fma(x, x);
      s13 = s13.fma(x, x);
    }
    s0.add(s1).add(s2).add(s3).intoArray(sums, 0);
    s4.add(s5).add(s6).add(s7).add(s8).intoArray(sums, v);
    s9.add(s10).add(s11).add(s12).add(s13).intoArray(sums, (SUMS - 1) * v);
  }
}
