package dev.crema.optim;

import dev.crema.api.Optimizer;
import dev.crema.api.OptimizerOptions;
import dev.crema.api.ParameterGroup;
import dev.crema.api.ParameterState;
import dev.crema.api.plugin.OptimizerProvider;
import dev.crema.api.plugin.Option;
import dev.crema.tensor.Buffer;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Dispatcher;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.SgdStep;
import dev.crema.tensor.Tensor;
import java.util.List;

/**
 * Stochastic gradient descent, with momentum if wanted.
 *
 * <pre>
 * g = gradient + weightDecay * p            (minus the gradient where maximize)
 * v = g in the first step, momentum * v + (1 - dampening) * g after it
 * p = p - rate * v                          (g + momentum * v for v where nesterov)
 * </pre>
 *
 * <p>Without momentum, v is g. The state is {@code momentum_buffer}, which is v.
 *
 * <pre>{@code
 * Optimizer optimizer =
 *     new SGD(model.parameters(), new SGD.Options(0.1).withMomentum(0.9).withNesterov(true));
 * }</pre>
 *
 * <p>Source: I. Sutskever, J. Martens, G. Dahl, G. Hinton, "On the importance of initialization and
 * momentum in deep learning", ICML 2013, in the form of {@code torch.optim.SGD}: the rate is
 * outside of v.
 */
public final class SGD extends Optimizer {

  /**
   * The settings.
   *
   * @param learningRate the rate to start with
   * @param momentum how much of the last step is kept
   * @param dampening how much of the gradient is left out of v
   * @param weightDecay L2 penalty: how much of the parameter is added to the gradient
   * @param nesterov whether to look ahead by one step of momentum
   * @param maximize whether to climb
   */
  public record Options(
      @Option(doc = "learning rate", defaultValue = "0.001") double learningRate,
      @Option(doc = "how much of the last step is kept", defaultValue = "0") double momentum,
      @Option(doc = "how much of the gradient momentum leaves out", defaultValue = "0")
          double dampening,
      @Option(doc = "L2 penalty", defaultValue = "0") double weightDecay,
      @Option(doc = "Nesterov's momentum", defaultValue = "false") boolean nesterov,
      @Option(doc = "climb instead of descend", defaultValue = "false") boolean maximize)
      implements OptimizerOptions {

    /**
     * Checked settings.
     *
     * @throws CremaException if a number is negative or not finite, or nesterov is asked for
     *     without momentum or with dampening
     */
    public Options {
      Bounds.atLeastZero("learning rate", learningRate);
      Bounds.atLeastZero("momentum", momentum);
      Bounds.atLeastZero("weight decay", weightDecay);
      if (!Double.isFinite(dampening)) {
        throw new CremaException("dampening " + dampening + ": give a finite number");
      }
      if (nesterov && (momentum <= 0 || dampening != 0)) {
        throw new CremaException(
            "nesterov with momentum %s and dampening %s: it needs a momentum above 0 and dampening 0"
                .formatted(momentum, dampening));
      }
    }

    /** Plain descent. */
    public Options(double learningRate) {
      this(learningRate, 0, 0, 0, false, false);
    }

    /** These settings with another learning rate. */
    public Options withLearningRate(double changed) {
      return new Options(changed, momentum, dampening, weightDecay, nesterov, maximize);
    }

    /** These settings with another momentum. */
    public Options withMomentum(double changed) {
      return new Options(learningRate, changed, dampening, weightDecay, nesterov, maximize);
    }

    /** These settings with another dampening. */
    public Options withDampening(double changed) {
      return new Options(learningRate, momentum, changed, weightDecay, nesterov, maximize);
    }

    /** These settings with another weight decay. */
    public Options withWeightDecay(double changed) {
      return new Options(learningRate, momentum, dampening, changed, nesterov, maximize);
    }

    /** These settings with Nesterov's momentum or without it. */
    public Options withNesterov(boolean changed) {
      return new Options(learningRate, momentum, dampening, weightDecay, changed, maximize);
    }

    /** These settings for climbing or for descending. */
    public Options withMaximize(boolean changed) {
      return new Options(learningRate, momentum, dampening, weightDecay, nesterov, changed);
    }

    private SgdStep step(double rate, boolean first) {
      return new SgdStep(rate, momentum, dampening, weightDecay, nesterov, maximize, first);
    }
  }

  /** Plain descent with one rate. */
  public SGD(List<Parameter> parameters, double learningRate) {
    this(parameters, new Options(learningRate));
  }

  /** All parameters in one group. */
  public SGD(List<Parameter> parameters, Options options) {
    this(List.of(new ParameterGroup(parameters, options)));
  }

  /**
   * Groups with settings of their own.
   *
   * @throws CremaException if the options of a group are not {@link Options}
   */
  public SGD(List<ParameterGroup> groups) {
    super(Bounds.groups(Options.class, groups));
  }

  @Override
  protected void update(
      Parameter parameter, Tensor gradient, ParameterState state, ParameterGroup group) {
    Options options = group.options(Options.class);
    if (options.momentum == 0) {
      Dispatcher.update(options.step(group.learningRate(), false), parameter, gradient);
      return;
    }
    boolean first = state.find("momentum_buffer") == null;
    Buffer velocity = state.buffer("momentum_buffer", () -> gradient);
    Dispatcher.update(options.step(group.learningRate(), first), parameter, velocity, gradient);
  }

  /** {@code sgd} in model files. */
  public static final class Provider implements OptimizerProvider<Options> {
    /** For {@link java.util.ServiceLoader}. */
    public Provider() {}

    @Override
    public String name() {
      return "sgd";
    }

    @Override
    public Class<Options> configType() {
      return Options.class;
    }

    @Override
    public OptimizerFactory create(Options options) {
      return parameters -> new SGD(parameters, options);
    }
  }
}
