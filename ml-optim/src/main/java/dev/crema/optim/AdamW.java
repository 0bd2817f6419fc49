package dev.crema.optim;

import dev.crema.api.Optimizer;
import dev.crema.api.OptimizerOptions;
import dev.crema.api.ParameterGroup;
import dev.crema.api.ParameterState;
import dev.crema.api.plugin.OptimizerProvider;
import dev.crema.api.plugin.Option;
import dev.crema.tensor.AdamStep;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.Tensor;
import java.util.List;

/**
 * {@link Adam} whose weight decay does not pass through the gradient: weights shrink by {@code rate
 * * weightDecay} of themselves in each step, whatever their gradients are.
 *
 * <pre>
 * p = p * (1 - rate * weightDecay)
 * m = beta1 * m + (1 - beta1) * g           (g is minus the gradient where maximize)
 * s = beta2 * s + (1 - beta2) * g * g
 * p = p - rate / (1 - beta1^t) * m / (sqrt(s) / sqrt(1 - beta2^t) + eps)
 * </pre>
 *
 * <p>t is the number of the step, from 1. The state is that of Adam.
 *
 * <pre>{@code
 * Optimizer optimizer =
 *     new AdamW(model.parameters(), new AdamW.Options(3e-4).withWeightDecay(0.1));
 * }</pre>
 *
 * <p>Source: I. Loshchilov, F. Hutter, "Decoupled weight decay regularization", ICLR 2019; as
 * {@code torch.optim.AdamW}.
 */
public final class AdamW extends Optimizer {

  /**
   * The settings.
   *
   * @param learningRate the rate to start with
   * @param beta1 how much of the mean of gradients is kept in a step
   * @param beta2 how much of the mean of squared gradients is kept in a step
   * @param eps what is added to the divisor
   * @param weightDecay how much of the parameter is taken away in a step, times the rate
   * @param amsgrad whether to divide by the greatest mean of squares so far
   * @param maximize whether to climb
   */
  public record Options(
      @Option(doc = "learning rate", defaultValue = "0.001") double learningRate,
      @Option(doc = "how much of the mean gradient is kept", defaultValue = "0.9") double beta1,
      @Option(doc = "how much of the mean square is kept", defaultValue = "0.999") double beta2,
      @Option(doc = "what is added to the divisor", defaultValue = "1e-8") double eps,
      @Option(doc = "what is taken away of a parameter, times the rate", defaultValue = "0.01")
          double weightDecay,
      @Option(doc = "divide by the greatest mean square so far", defaultValue = "false")
          boolean amsgrad,
      @Option(doc = "climb instead of descend", defaultValue = "false") boolean maximize)
      implements OptimizerOptions {

    /**
     * Checked settings.
     *
     * @throws CremaException if a number is negative or not finite, or a beta is 1 or more
     */
    public Options {
      Bounds.atLeastZero("learning rate", learningRate);
      Bounds.belowOne("beta1", beta1);
      Bounds.belowOne("beta2", beta2);
      Bounds.atLeastZero("eps", eps);
      Bounds.atLeastZero("weight decay", weightDecay);
    }

    /** PyTorch's defaults but for the rate. */
    public Options(double learningRate) {
      this(learningRate, 0.9, 0.999, 1e-8, 0.01, false, false);
    }

    /** These settings with another learning rate. */
    public Options withLearningRate(double changed) {
      return new Options(changed, beta1, beta2, eps, weightDecay, amsgrad, maximize);
    }

    /** These settings with other betas. */
    public Options withBetas(double first, double second) {
      return new Options(learningRate, first, second, eps, weightDecay, amsgrad, maximize);
    }

    /** These settings with another eps. */
    public Options withEps(double changed) {
      return new Options(learningRate, beta1, beta2, changed, weightDecay, amsgrad, maximize);
    }

    /** These settings with another weight decay. */
    public Options withWeightDecay(double changed) {
      return new Options(learningRate, beta1, beta2, eps, changed, amsgrad, maximize);
    }

    /** These settings with amsgrad or without it. */
    public Options withAmsgrad(boolean changed) {
      return new Options(learningRate, beta1, beta2, eps, weightDecay, changed, maximize);
    }

    /** These settings for climbing or for descending. */
    public Options withMaximize(boolean changed) {
      return new Options(learningRate, beta1, beta2, eps, weightDecay, amsgrad, changed);
    }

    private AdamStep step(double rate, long t) {
      return new AdamStep(rate, beta1, beta2, eps, weightDecay, true, amsgrad, maximize, t);
    }
  }

  /** PyTorch's defaults but for the rate. */
  public AdamW(List<Parameter> parameters, double learningRate) {
    this(parameters, new Options(learningRate));
  }

  /** All parameters in one group. */
  public AdamW(List<Parameter> parameters, Options options) {
    this(List.of(new ParameterGroup(parameters, options)));
  }

  /**
   * Groups with settings of their own.
   *
   * @throws CremaException if the options of a group are not {@link Options}
   */
  public AdamW(List<ParameterGroup> groups) {
    super(Bounds.groups(Options.class, groups));
  }

  @Override
  protected void update(
      Parameter parameter, Tensor gradient, ParameterState state, ParameterGroup group) {
    Options options = group.options(Options.class);
    Moments.update(options.step(group.learningRate(), state.step()), parameter, gradient, state);
  }

  /** {@code adamw} in model files. */
  public static final class Provider implements OptimizerProvider<Options> {
    /** For {@link java.util.ServiceLoader}. */
    public Provider() {}

    @Override
    public String name() {
      return "adamw";
    }

    @Override
    public Class<Options> configType() {
      return Options.class;
    }

    @Override
    public OptimizerFactory create(Options options) {
      return parameters -> new AdamW(parameters, options);
    }
  }
}
