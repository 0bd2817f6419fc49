package dev.crema.api.plugin;

/**
 * Makes things of one kind from a record of options. Found by {@link java.util.ServiceLoader}: a
 * public class with a public constructor without parameters, and its name as a line of {@code
 * META-INF/services/} followed by the name of the provider interface.
 *
 * @param <C> the config record, whose components carry {@link Option}
 * @param <T> what is made
 */
public interface Provider<C extends Record, T> {
  /** The name in model files, in snake_case: {@code "linear"}. */
  String name();

  /** The config record. */
  Class<C> configType();

  /** Makes one. */
  T create(C config);
}
