package dev.crema.bench;

import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Beside benchmarks that count {@code flops}: the machine's peak, measured right after each
 * iteration, and the share of it that was reached. Machines that are shared change their speed from
 * minute to minute; the share changes less.
 */
public final class PeakShare implements InternalProfiler {
  private static final long MILLIS = 120;

  @Override
  public String getDescription() {
    return "share of the peak of fused multiply-adds";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {}

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    Result<?> flops = result.getSecondaryResults().get("flops");
    if (flops == null) {
      return List.of();
    }
    double peak = peak(benchmark);
    return List.of(
        new ScalarResult("peak", peak, "GFLOP/s", AggregationPolicy.AVG),
        new ScalarResult(
            "share", flops.getScore() / 1e9 / peak, "of the peak", AggregationPolicy.AVG));
  }

  private static double peak(BenchmarkParams benchmark) {
    String threads = benchmark.getParam("threads");
    try {
      return Probe.gigaflops(threads == null ? 1 : Integer.parseInt(threads), MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
