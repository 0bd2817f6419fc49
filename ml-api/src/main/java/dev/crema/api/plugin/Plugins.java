package dev.crema.api.plugin;

import dev.crema.api.Dataset;
import dev.crema.api.InputReader;
import dev.crema.api.Loss;
import dev.crema.api.Module;
import dev.crema.api.Sample;
import dev.crema.api.plugin.OptimizerProvider.OptimizerFactory;
import dev.crema.api.plugin.ScheduleProvider.ScheduleFactory;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything that the jars on the class path provide, by kind and name.
 *
 * <pre>{@code
 * Module layer =
 *     Plugins.load().layers().create("linear", Map.of("in_features", 2, "out_features", 8));
 * }</pre>
 *
 * <p>A provider that cannot be loaded, or whose name is taken twice, is a {@link #problems problem}
 * and a warning in the log; the others work.
 */
public record Plugins(
    Catalog<Module> layers,
    Catalog<Loss> losses,
    Catalog<OptimizerFactory> optimizers,
    Catalog<ScheduleFactory> schedules,
    Catalog<Dataset<Sample>> datasets,
    Catalog<InputReader> readers) {

  /** Finds the providers through the thread's context class loader, or the one of Crema. */
  public static Plugins load() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return load(context == null ? Plugins.class.getClassLoader() : context);
  }

  /** Finds the providers through a class loader. */
  public static Plugins load(ClassLoader loader) {
    return new Plugins(
        Catalog.load("layer", LayerProvider.class, loader),
        Catalog.load("loss", LossProvider.class, loader),
        Catalog.load("optimizer", OptimizerProvider.class, loader),
        Catalog.load("schedule", ScheduleProvider.class, loader),
        Catalog.load("dataset", DatasetProvider.class, loader),
        Catalog.load("reader", ReaderProvider.class, loader));
  }

  /** What could not be loaded, each in a sentence that names the class and its jar. */
  public List<String> problems() {
    return Stream.of(layers, losses, optimizers, schedules, datasets, readers)
        .flatMap(catalog -> catalog.problems().stream())
        .toList();
  }
}
