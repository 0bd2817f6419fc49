package dev.crema.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.inject.AbstractModule;
import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.OptionalBinder;
import dev.crema.api.History;
import dev.crema.api.Loss;
import dev.crema.api.Metric;
import dev.crema.api.Module;
import dev.crema.api.Optimizer;
import dev.crema.api.Schedule;
import dev.crema.api.Trainer;
import dev.crema.api.TrainingEvent;
import dev.crema.api.TrainingListener;
import dev.crema.api.plugin.Catalog;
import dev.crema.api.plugin.LayerProvider;
import dev.crema.api.plugin.LossProvider;
import dev.crema.api.plugin.OptimizerProvider;
import dev.crema.api.plugin.Plugins;
import jakarta.inject.Inject;
import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The wiring by Guice, with a user's module beside it. */
class TrainerModuleTest {
  private final Dense model = TestData.line(1);
  private final Optimizer optimizer = new Momentum(model.parameters(), 0.1, 0);

  /** A listener that is itself made by the injector. */
  static final class Counting implements TrainingListener {
    private final EventNames events;

    @Inject
    Counting(EventNames events) {
      this.events = events;
    }

    @Override
    public void on(TrainingEvent event) {
      events.on(event);
    }
  }

  /** What a user binds. */
  private class UserModule extends AbstractModule {
    @Override
    protected void configure() {
      bind(Module.class).toInstance(model);
      bind(Loss.class).toInstance(TestData.SQUARED);
      bind(Optimizer.class).toInstance(optimizer);
    }
  }

  private final class FullModule extends UserModule {
    final EventNames events = new EventNames();
    final OnPlateau schedule = new OnPlateau(optimizer);

    @Override
    protected void configure() {
      super.configure();
      bind(EventNames.class).toInstance(events);
      OptionalBinder.newOptionalBinder(binder(), TrainerOptions.class)
          .setBinding()
          .toInstance(TrainerOptions.DEFAULTS.withEpochs(2));
      OptionalBinder.newOptionalBinder(binder(), Schedule.class).setBinding().toInstance(schedule);
      Multibinder.newSetBinder(binder(), Metric.class).addBinding().to(MeanAbsoluteError.class);
      Multibinder.newSetBinder(binder(), TrainingListener.class).addBinding().to(Counting.class);
    }
  }

  @Test
  void modelLossAndOptimizerAreEnough() {
    Trainer trainer =
        Guice.createInjector(new TrainerModule(), new UserModule()).getInstance(Trainer.class);
    assertThat(trainer).isInstanceOf(DefaultTrainer.class);
    History history = trainer.fit(TestData.pairs(1, 3));
    assertThat(history.epochs()).hasSize(TrainerOptions.DEFAULTS.epochs());
    assertThat(history.last().metrics().keySet()).containsExactly("loss");
  }

  @Test
  void aUsersModuleAddsListenersMetricsScheduleAndOptions() {
    FullModule user = new FullModule();
    Injector injector = Guice.createInjector(new TrainerModule(), user);
    History history = injector.getInstance(Trainer.class).fit(TestData.pairs(1, 3, 2, 6));
    assertThat(history.epochs()).hasSize(2);
    assertThat(history.last().metrics().keySet()).containsExactly("loss", "mean_absolute_error");
    assertThat(user.schedule.lastStep()).isEqualTo(2);
    assertThat(user.events.heard).hasSize(2 + 2 * (2 + 2 * 3));
  }

  @Test
  void thereIsOneTrainer() {
    Injector injector = Guice.createInjector(new TrainerModule(), new UserModule());
    assertThat(injector.getInstance(Trainer.class))
        .isSameAs(injector.getInstance(Trainer.class))
        .isSameAs(injector.getInstance(DefaultTrainer.class));
  }

  @Test
  void theTrainerHasOneConstructorToInject() {
    assertThat(DefaultTrainer.class.getDeclaredConstructors()).hasSize(1);
    assertThat(
            Arrays.stream(DefaultTrainer.class.getDeclaredConstructors())
                .filter(each -> each.isAnnotationPresent(Inject.class))
                .map(Constructor::getParameterCount))
        .containsExactly(7);
  }

  @Test
  void aForgottenModelIsNamed() {
    assertThatExceptionOfType(CreationException.class)
        .isThrownBy(() -> Guice.createInjector(new TrainerModule()))
        .withMessageContaining("No implementation for Module was bound")
        .withMessageContaining("dev.crema.api.Module");
  }

  @Test
  void providersFoundOnTheClassPathAreMapsAndCatalogs() {
    Injector injector = Guice.createInjector(new TrainerModule(), new UserModule());
    Map<String, LayerProvider<?>> layers = layers(injector);
    assertThat(layers).containsKey("doubling").doesNotContainKey("broken");
    assertThat(layers.get("doubling")).isInstanceOf(DoublingProvider.class);
    assertThat(layers.keySet())
        .containsExactlyInAnyOrderElementsOf(injector.getInstance(Plugins.class).layers().names());
    Catalog<Module> catalog = injector.getInstance(Key.get(new TypeLiteral<Catalog<Module>>() {}));
    Module layer = catalog.create("doubling", Map.of("times", 3));
    assertThat(layer.apply(dev.crema.tensor.Tensor.of(1f)).item()).isEqualTo(8);
    Map<String, OptimizerProvider<?>> optimizers =
        injector.getInstance(Key.get(new TypeLiteral<Map<String, OptimizerProvider<?>>>() {}));
    assertThat(optimizers.keySet())
        .containsExactlyInAnyOrderElementsOf(
            injector.getInstance(Plugins.class).optimizers().names());
    assertThat(injector.getInstance(Key.get(new TypeLiteral<Map<String, LossProvider<?>>>() {})))
        .isNotNull();
  }

  private static Map<String, LayerProvider<?>> layers(Injector injector) {
    return injector.getInstance(Key.get(new TypeLiteral<Map<String, LayerProvider<?>>>() {}));
  }

  @Test
  void aUsersModuleAddsProvidersButNotUnderATakenName() {
    assertThat(layers(withLayer("tripling"))).containsKeys("doubling", "tripling");
    assertThatExceptionOfType(CreationException.class)
        .isThrownBy(() -> withLayer("doubling"))
        .withMessageContaining("doubling");
  }

  private Injector withLayer(String name) {
    return Guice.createInjector(
        new TrainerModule(TrainerModuleTest.class.getClassLoader()),
        new UserModule() {
          @Override
          protected void configure() {
            super.configure();
            MapBinder.newMapBinder(
                    binder(), new TypeLiteral<String>() {}, new TypeLiteral<LayerProvider<?>>() {})
                .addBinding(name)
                .toInstance(new DoublingProvider());
          }
        });
  }
}
