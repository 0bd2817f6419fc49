package dev.crema.bench;

import dev.crema.tensor.Crema;
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

/** Products of float32 matrices: square ones, and one with few columns. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-XX:+UseParallelGC"})
public class Products {
  /** One number is a square; three are rows, columns and the length of the sums. */
  @Param({"64", "128", "256", "512", "1024", "2048", "64x10x256"})
  public String shape;

  @Param({"1", "2"})
  public int threads;

  /** Multiplications and additions. */
  @AuxCounters
  @State(Scope.Thread)
  public static class Work {
    public long flops;

    @Setup(Level.Iteration)
    public void clear() {
      flops = 0;
    }
  }

  private Tensor a;
  private Tensor b;
  private long flops;

  @Setup
  public void prepare() {
    Crema.manualSeed(1);
    Crema.threads(threads);
    String[] extents = shape.split("x");
    int m = Integer.parseInt(extents[0]);
    int n = extents.length == 1 ? m : Integer.parseInt(extents[1]);
    int k = extents.length == 1 ? m : Integer.parseInt(extents[2]);
    a = Tensor.randn(m, k);
    b = Tensor.randn(k, n);
    flops = 2L * m * n * k;
  }

  @Benchmark
  public void matmul(Work work) {
    try (StepScope scope = StepScope.open()) {
      a.matmul(b);
    }
    work.flops += flops;
  }
}
