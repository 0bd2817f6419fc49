package dev.crema.bench;

import dev.crema.api.Loss;
import dev.crema.api.Module;
import dev.crema.api.Optimizer;
import dev.crema.layers.Linear;
import dev.crema.layers.MSELoss;
import dev.crema.optim.SGD;
import dev.crema.tensor.Crema;
import dev.crema.tensor.Tensor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What small operations cost beside their arithmetic: one addition of 16 floats, and the parts of a
 * training step of a 2-8-1 network on a batch of 4.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class EagerOverhead {
  static final class Net extends Module {
    private final Linear hidden = new Linear(2, 8);
    private final Linear output = new Linear(8, 1);

    @Override
    protected Tensor forward(Tensor x) {
      return output.apply(hidden.apply(x).tanh());
    }
  }

  private final Tensor a = Tensor.randn(16);
  private final Tensor b = Tensor.randn(16);
  private final Tensor leaf = a.requiresGrad(true);
  private final Tensor x = Tensor.randn(4, 2);
  private final Tensor y = Tensor.randn(4, 1);
  private final Net net = new Net();
  private final Loss loss = new MSELoss();
  private Optimizer optimizer;

  @Setup
  public void prepare() {
    Crema.threads(1);
    optimizer = new SGD(net.parameters(), 0.01);
    loss.apply(net.apply(x), y).backward();
  }

  @Benchmark
  public Tensor add() {
    return a.add(b);
  }

  @Benchmark
  public Tensor addRecorded() {
    return leaf.add(b);
  }

  @Benchmark
  public Tensor forward() {
    return loss.apply(net.apply(x), y);
  }

  @Benchmark
  public Tensor forwardAndBackward() {
    Tensor error = loss.apply(net.apply(x), y);
    error.backward();
    return error;
  }

  @Benchmark
  public Optimizer update() {
    optimizer.step();
    return optimizer;
  }

  @Benchmark
  public Tensor step() {
    optimizer.zeroGrad();
    Tensor error = loss.apply(net.apply(x), y);
    error.backward();
    optimizer.step();
    return error;
  }
}
