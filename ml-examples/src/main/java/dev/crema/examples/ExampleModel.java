package dev.crema.examples;

import dev.crema.api.Module;
import dev.crema.api.plugin.LayerProvider;
import java.util.function.Supplier;

/**
 * The models of the examples by name: a model is a layer like any other, and one that plugins know
 * can be read back from the folder of a run, or trained from a model file.
 */
public abstract sealed class ExampleModel implements LayerProvider<ExampleModel.Config> {
  /** They have no settings. */
  public record Config() {}

  private final String name;
  private final Supplier<Module> model;

  private ExampleModel(String name, Supplier<Module> model) {
    this.name = name;
    this.model = model;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final Class<Config> configType() {
    return Config.class;
  }

  @Override
  public final Module create(Config config) {
    return model.get();
  }

  /** {@code digits_mlp}. */
  public static final class Digits extends ExampleModel {
    /** For {@link java.util.ServiceLoader}. */
    public Digits() {
      super("digits_mlp", DigitsExample.Reader::new);
    }
  }

  /** {@code iris_mlp}. */
  public static final class Iris extends ExampleModel {
    /** For {@link java.util.ServiceLoader}. */
    public Iris() {
      super("iris_mlp", IrisExample.Botanist::new);
    }
  }

  /** {@code mnist_lenet}. */
  public static final class MnistLeNet extends ExampleModel {
    /** For {@link java.util.ServiceLoader}. */
    public MnistLeNet() {
      super("mnist_lenet", MnistExample.LeNet::new);
    }
  }

  /** {@code mnist_mlp}. */
  public static final class MnistMlp extends ExampleModel {
    /** For {@link java.util.ServiceLoader}. */
    public MnistMlp() {
      super("mnist_mlp", MnistExample.Mlp::new);
    }
  }

  /** {@code xor_mlp}. */
  public static final class Xor extends ExampleModel {
    /** For {@link java.util.ServiceLoader}. */
    public Xor() {
      super("xor_mlp", XorExample.XorNet::new);
    }
  }
}
