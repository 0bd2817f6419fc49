package dev.crema.api;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.Parameter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parameters that are trained with the same options.
 *
 * <pre>{@code
 * Linear body = new Linear(4, 8);
 * Linear head = new Linear(8, 3);
 * AdamW.Options plain = new AdamW.Options(1e-3);
 * Optimizer optimizer =
 *     new AdamW(
 *         List.of(
 *             new ParameterGroup(body.parameters(), plain),
 *             new ParameterGroup(head.parameters(), plain.withLearningRate(1e-2))));
 * }</pre>
 */
public final class ParameterGroup {
  private final List<Parameter> parameters;
  private Record options;
  private double learningRate;
  private @Nullable Double initialLearningRate;

  /**
   * A group that starts with the learning rate of its options.
   *
   * @throws CremaException if the learning rate is negative or not finite
   */
  public <O extends Record & OptimizerOptions> ParameterGroup(
      List<Parameter> parameters, O options) {
    this.parameters = List.copyOf(parameters);
    this.options = options;
    this.learningRate = checked(options.learningRate());
  }

  /** The parameters of the group. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /**
   * The options as the record of the optimizer; its learning rate is only the one to start with.
   */
  public <O extends Record> O options(Class<O> type) {
    return type.cast(options);
  }

  /** The options, whatever their record is. */
  public Record options() {
    return options;
  }

  /**
   * Replaces one option, as schedules that cycle the momentum do.
   *
   * @param name the component of the options record in snake_case, such as {@code "momentum"}
   * @param value its new value
   * @throws CremaException if the options have no such number
   */
  public void set(String name, double value) {
    options = Options.with(options, name, value);
  }

  /** The number that an option has; see {@link #set}. */
  public double get(String name) {
    return Options.get(options, name);
  }

  /** The learning rate in force. */
  public double learningRate() {
    return learningRate;
  }

  /**
   * Changes the learning rate from the next step on.
   *
   * @throws CremaException if it is negative or not finite
   */
  public void learningRate(double rate) {
    learningRate = checked(rate);
  }

  /** The learning rate that schedules reckon from: the one in force when the first was made. */
  public double initialLearningRate() {
    return initialLearningRate == null ? learningRate : initialLearningRate;
  }

  /** Changes the learning rate that schedules reckon from; the rate in force stays. */
  public void initialLearningRate(double rate) {
    initialLearningRate = checked(rate);
  }

  void options(Record changed) {
    options = changed;
  }

  static double checked(double rate) {
    if (!(rate >= 0) || Double.isInfinite(rate)) {
      throw new CremaException("learning rate " + rate + ": give a finite number, 0 or greater");
    }
    return rate;
  }
}
