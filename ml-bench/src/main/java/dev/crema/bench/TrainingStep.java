package dev.crema.bench;

import dev.crema.api.Loss;
import dev.crema.api.Module;
import dev.crema.api.Optimizer;
import dev.crema.layers.Conv2d;
import dev.crema.layers.CrossEntropyLoss;
import dev.crema.layers.Flatten;
import dev.crema.layers.Linear;
import dev.crema.layers.MaxPool2d;
import dev.crema.layers.ReLU;
import dev.crema.layers.Sequential;
import dev.crema.optim.Adam;
import dev.crema.optim.SGD;
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

/**
 * Whole training steps in samples a second: zeroGrad, forward, cross-entropy, backward, update, in
 * a {@link StepScope}. The batch is always the same one, so what loading costs is not in it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-XX:+UseParallelGC"})
public class TrainingStep {
  /** What is trained, and how. */
  public enum Work {
    MLP_SGD,
    MLP_ADAM,
    LENET_SGD
  }

  @Param public Work work;

  @Param({"64", "128"})
  public int batch;

  @Param({"1", "2"})
  public int threads;

  private final Loss loss = new CrossEntropyLoss();
  private Module model;
  private Optimizer optimizer;
  private Tensor images;
  private Tensor labels;

  /** Samples trained on, beside the steps. */
  @AuxCounters
  @State(Scope.Thread)
  public static class Samples {
    public long samples;

    @Setup(Level.Iteration)
    public void clear() {
      samples = 0;
    }
  }

  @Setup
  public void prepare() {
    Crema.manualSeed(1);
    Crema.threads(threads);
    model = work == Work.LENET_SGD ? lenet() : mlp();
    images = work == Work.LENET_SGD ? Tensor.rand(batch, 1, 28, 28) : Tensor.rand(batch, 784);
    labels = Tensor.randint(0, 10, batch);
    optimizer =
        work == Work.MLP_ADAM
            ? new Adam(model.parameters(), 1e-3)
            : new SGD(model.parameters(), new SGD.Options(0.01).withMomentum(0.9));
  }

  private static Module mlp() {
    return new Sequential(
        new Linear(784, 256), new ReLU(), new Linear(256, 128), new ReLU(), new Linear(128, 10));
  }

  private static Module lenet() {
    return new Sequential(
        new Conv2d(1, 16, 5),
        new ReLU(),
        new MaxPool2d(2),
        new Conv2d(16, 32, 5),
        new ReLU(),
        new MaxPool2d(2),
        new Flatten(),
        new Linear(512, 10));
  }

  @Benchmark
  public void step(Samples counter) {
    try (StepScope scope = StepScope.open()) {
      optimizer.zeroGrad();
      loss.apply(model.apply(images), labels).backward();
      optimizer.step();
    }
    counter.samples += batch;
  }
}
