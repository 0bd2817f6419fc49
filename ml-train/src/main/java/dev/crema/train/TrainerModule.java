package dev.crema.train;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.OptionalBinder;
import dev.crema.api.Dataset;
import dev.crema.api.InputReader;
import dev.crema.api.Loss;
import dev.crema.api.Metric;
import dev.crema.api.Module;
import dev.crema.api.Sample;
import dev.crema.api.Schedule;
import dev.crema.api.Trainer;
import dev.crema.api.TrainingListener;
import dev.crema.api.plugin.Catalog;
import dev.crema.api.plugin.DatasetProvider;
import dev.crema.api.plugin.LayerProvider;
import dev.crema.api.plugin.LossProvider;
import dev.crema.api.plugin.OptimizerProvider;
import dev.crema.api.plugin.OptimizerProvider.OptimizerFactory;
import dev.crema.api.plugin.Plugins;
import dev.crema.api.plugin.ReaderProvider;
import dev.crema.api.plugin.ScheduleProvider;
import dev.crema.api.plugin.ScheduleProvider.ScheduleFactory;

/**
 * Wires a trainer.
 *
 * <pre>{@code
 * Injector injector =
 *     Guice.createInjector(
 *         new TrainerModule(),
 *         new AbstractModule() {
 *           @Override
 *           protected void configure() {
 *             bind(dev.crema.api.Module.class).toInstance(model);
 *             bind(Loss.class).toInstance(new CrossEntropyLoss());
 *             bind(Optimizer.class).toInstance(optimizer);
 *             OptionalBinder.newOptionalBinder(binder(), TrainerOptions.class)
 *                 .setBinding()
 *                 .toInstance(TrainerOptions.DEFAULTS.withEpochs(20));
 *             Multibinder.newSetBinder(binder(), TrainingListener.class)
 *                 .addBinding()
 *                 .to(LoggingListener.class);
 *           }
 *         });
 * Trainer trainer = injector.getInstance(Trainer.class);
 * }</pre>
 *
 * <p>The user binds the model, the loss and the optimizer, may set a {@link Schedule} and {@link
 * TrainerOptions} by {@link OptionalBinder#setBinding}, and adds listeners and metrics to the sets
 * of {@link TrainingListener} and {@link Metric}. Providers found on the class path can be injected
 * as {@link Plugins}, as a {@link Catalog} of a kind, or as a map from name to provider; to these
 * maps a user's module can add its own.
 */
public final class TrainerModule extends AbstractModule {
  private final ClassLoader loader;

  /** Finds providers through the thread's context class loader, or the one of Crema. */
  public TrainerModule() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    this.loader = context == null ? TrainerModule.class.getClassLoader() : context;
  }

  /** Finds providers through a class loader. */
  public TrainerModule(ClassLoader loader) {
    this.loader = loader;
  }

  @Override
  protected void configure() {
    Multibinder.newSetBinder(binder(), TrainingListener.class);
    Multibinder.newSetBinder(binder(), Metric.class);
    OptionalBinder.newOptionalBinder(binder(), Schedule.class);
    OptionalBinder.newOptionalBinder(binder(), TrainerOptions.class)
        .setDefault()
        .toInstance(TrainerOptions.DEFAULTS);
    bind(DefaultTrainer.class).in(Singleton.class);
    bind(Trainer.class).to(DefaultTrainer.class);
    bindPlugins(Plugins.load(loader));
  }

  private void bindPlugins(Plugins plugins) {
    bind(Plugins.class).toInstance(plugins);
    bind(new TypeLiteral<Catalog<Module>>() {}).toInstance(plugins.layers());
    bind(new TypeLiteral<Catalog<Loss>>() {}).toInstance(plugins.losses());
    bind(new TypeLiteral<Catalog<OptimizerFactory>>() {}).toInstance(plugins.optimizers());
    bind(new TypeLiteral<Catalog<ScheduleFactory>>() {}).toInstance(plugins.schedules());
    bind(new TypeLiteral<Catalog<Dataset<Sample>>>() {}).toInstance(plugins.datasets());
    bind(new TypeLiteral<Catalog<InputReader>>() {}).toInstance(plugins.readers());
    Providers providers = new Providers(binder(), loader);
    providers.bind(
        LayerProvider.class, new TypeLiteral<LayerProvider<?>>() {}, plugins.layers().names());
    providers.bind(
        LossProvider.class, new TypeLiteral<LossProvider<?>>() {}, plugins.losses().names());
    providers.bind(
        OptimizerProvider.class,
        new TypeLiteral<OptimizerProvider<?>>() {},
        plugins.optimizers().names());
    providers.bind(
        ScheduleProvider.class,
        new TypeLiteral<ScheduleProvider<?>>() {},
        plugins.schedules().names());
    providers.bind(
        DatasetProvider.class,
        new TypeLiteral<DatasetProvider<?>>() {},
        plugins.datasets().names());
    providers.bind(
        ReaderProvider.class, new TypeLiteral<ReaderProvider<?>>() {}, plugins.readers().names());
  }
}
