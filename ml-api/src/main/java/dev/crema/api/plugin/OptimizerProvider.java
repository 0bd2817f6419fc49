package dev.crema.api.plugin;

import dev.crema.api.Optimizer;
import dev.crema.api.ParameterGroup;
import dev.crema.tensor.Parameter;
import java.util.List;

/**
 * Provides a kind of optimizer to {@link Plugins}. The config comes before the parameters: what is
 * made of it is a function from parameters to an optimizer.
 *
 * @param <C> the config record
 */
public interface OptimizerProvider<C extends Record>
    extends Provider<C, OptimizerProvider.OptimizerFactory> {

  /** Makes an optimizer of some parameters, with the config that it was made with. */
  @FunctionalInterface
  interface OptimizerFactory {
    /** Makes the optimizer, all parameters in one {@link ParameterGroup}. */
    Optimizer create(List<Parameter> parameters);
  }
}
