package dev.crema.api.plugin;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes a component of a provider's config record: one key of the model file.
 *
 * <pre>{@code
 * public record Config(
 *     @Option(doc = "size of each input") int inFeatures,
 *     @Option(doc = "size of each output") int outFeatures,
 *     @Option(doc = "whether to add a bias", defaultValue = "true") boolean bias) {}
 * }</pre>
 *
 * <p>A component is an int, a long, a double, a boolean (or the boxed type of one), a String, a
 * {@link java.nio.file.Path}, an enum, or a list of one of these. A relative path in a model file
 * starts from the folder of that file.
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Option {
  /** The {@link #defaultValue} of an option that must be given. */
  String REQUIRED = "\0";

  /** What it means, in a few words. */
  String doc();

  /**
   * The value where none is given, as it would be written in the file; a list's elements are
   * separated by commas, and {@code "null"} leaves a component that is not primitive null. Without
   * it the option must be given.
   */
  String defaultValue() default REQUIRED;
}
