package dev.crema.train;

import com.google.inject.Binder;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import dev.crema.api.plugin.Provider;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Binds maps from name to provider, of the providers that {@code Plugins} found to work. */
record Providers(Binder binder, ClassLoader loader) {
  private static final int MANY_FAULTS = 1_000;

  /**
   * Binds the providers of a kind.
   *
   * @param kind the provider interface
   * @param type the same with its wildcard
   * @param working the names of those that work and are unambiguous; the others have been reported
   */
  <P extends Provider<?, ?>> void bind(
      Class<? super P> kind, TypeLiteral<P> type, List<String> working) {
    MapBinder<String, P> map = MapBinder.newMapBinder(binder, TypeLiteral.get(String.class), type);
    Iterator<?> found = ServiceLoader.load(kind, loader).iterator();
    int left = working.size();
    for (int faults = 0; left > 0 && faults < MANY_FAULTS; ) {
      try {
        @SuppressWarnings("unchecked") // the service loader gives the kind it was asked for
        P provider = (P) found.next();
        if (working.contains(provider.name())) {
          map.addBinding(provider.name()).toInstance(provider);
          left--;
        }
      } catch (ServiceConfigurationError | LinkageError | RuntimeException _) {
        faults++; // reported when Plugins came to it
      }
    }
  }
}
