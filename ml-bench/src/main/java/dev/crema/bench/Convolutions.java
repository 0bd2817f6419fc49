package dev.crema.bench;

import dev.crema.functional.F;
import dev.crema.tensor.Autograd;
import dev.crema.tensor.Crema;
import dev.crema.tensor.StepScope;
import dev.crema.tensor.Tensor;
import java.util.List;
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

/** The two convolutions of LeNet on a batch of 64, and the gradients by their input and weight. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-XX:+UseParallelGC"})
public class Convolutions {
  /** A layer: kernels of 5 x 5, no padding. */
  public enum Layer {
    FROM_1_TO_16(1, 28, 16),
    FROM_16_TO_32(16, 12, 32);

    final int inputs;
    final int size;
    final int outputs;

    Layer(int inputs, int size, int outputs) {
      this.inputs = inputs;
      this.size = size;
      this.outputs = outputs;
    }
  }

  private static final int BATCH = 64;
  private static final int KERNEL = 5;

  @Param public Layer layer;

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

  private Tensor x;
  private Tensor weight;

  /** The same as leaves that want a gradient, and an output of each. */
  private Tensor input;

  private Tensor ofInput;
  private Tensor kernel;
  private Tensor ofKernel;
  private Tensor gradient;
  private long flops;

  @Setup
  public void prepare() {
    Crema.manualSeed(1);
    Crema.threads(threads);
    x = Tensor.randn(BATCH, layer.inputs, layer.size, layer.size);
    weight = Tensor.randn(layer.outputs, layer.inputs, KERNEL, KERNEL);
    input = x.detach().requiresGrad(true);
    ofInput = F.conv2d(input, weight, null);
    kernel = weight.detach().requiresGrad(true);
    ofKernel = F.conv2d(x, kernel, null);
    gradient = Tensor.randn(ofInput.shape().toArray());
    flops = 2 * gradient.numel() * layer.inputs * KERNEL * KERNEL;
  }

  @Benchmark
  public void forward(Work work) {
    try (StepScope scope = StepScope.open()) {
      F.conv2d(x, weight, null);
    }
    work.flops += flops;
  }

  @Benchmark
  public void inputGradient(Work work) {
    gradient(ofInput, input, work);
  }

  @Benchmark
  public void weightGradient(Work work) {
    gradient(ofKernel, kernel, work);
  }

  private void gradient(Tensor y, Tensor of, Work work) {
    try (StepScope scope = StepScope.open()) {
      Autograd.grad(List.of(y), List.of(of), List.of(gradient), true, false);
    }
    work.flops += flops;
  }
}
