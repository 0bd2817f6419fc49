package dev.crema.bench;

import dev.crema.functional.F;
import dev.crema.tensor.Crema;
import dev.crema.tensor.Shape;
import dev.crema.tensor.StepScope;
import dev.crema.tensor.Tensor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Functions that read and write each number once: exp and tanh of 4 million numbers, softmax and
 * layerNorm of rows. Counted are the bytes read and written.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-XX:+UseParallelGC"})
public class Passes {
  private static final int LARGE = 1 << 22;
  private static final int ROWS = 4096;
  private static final int ROW = 512;
  private static final int BOTH_WAYS = 2 * Float.BYTES;

  @Param({"1", "2"})
  public int threads;

  /** Bytes read and written. */
  @AuxCounters
  @State(Scope.Thread)
  public static class Traffic {
    public long bytes;

    @Setup(Level.Iteration)
    public void clear() {
      bytes = 0;
    }
  }

  private Tensor x;
  private Tensor rows;
  private Tensor weight;
  private Tensor bias;

  @Setup
  public void prepare() {
    Crema.manualSeed(1);
    Crema.threads(threads);
    x = Tensor.randn(LARGE);
    rows = Tensor.randn(ROWS, ROW);
    weight = Tensor.randn(ROW);
    bias = Tensor.randn(ROW);
  }

  @Benchmark
  public void exp(Traffic traffic) {
    try (StepScope scope = StepScope.open()) {
      x.exp();
    }
    traffic.bytes += (long) LARGE * BOTH_WAYS;
  }

  @Benchmark
  public void tanh(Traffic traffic) {
    try (StepScope scope = StepScope.open()) {
      x.tanh();
    }
    traffic.bytes += (long) LARGE * BOTH_WAYS;
  }

  @Benchmark
  public void softmax(Traffic traffic) {
    try (StepScope scope = StepScope.open()) {
      rows.softmax(-1);
    }
    traffic.bytes += (long) ROWS * ROW * BOTH_WAYS;
  }

  @Benchmark
  public void layerNorm(Traffic traffic) {
    try (StepScope scope = StepScope.open()) {
      F.layerNorm(rows, Shape.of(ROW), weight, bias, 1e-5);
    }
    traffic.bytes += (long) ROWS * ROW * BOTH_WAYS;
  }
}
