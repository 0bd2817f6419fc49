package dev.crema.api.plugin;

import dev.crema.tensor.CremaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The providers of one kind by name.
 *
 * @param <T> what they make
 */
public final class Catalog<T> {
  private static final Logger LOG = LoggerFactory.getLogger(Catalog.class);

  /** A provider that works. */
  private record Entry<C extends Record, T>(
      String origin, Provider<C, T> provider, ConfigReader<C> config) {
    T create(String what, Map<String, ?> options) {
      return provider.create(config.read(what, options));
    }
  }

  private final String kind;
  private final SortedMap<String, Entry<?, T>> entries = new TreeMap<>();
  private final SortedMap<String, String> broken = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();

  private Catalog(String kind) {
    this.kind = kind;
  }

  /** Finds the providers of a kind, whose interface extends {@code Provider<C, T>}. */
  static <T> Catalog<T> load(String kind, Class<?> providerInterface, ClassLoader loader) {
    Discovery discovery = Discovery.of(providerInterface, loader);
    List<Provider<?, T>> typed = new ArrayList<>();
    for (Provider<?, ?> provider : discovery.found()) {
      @SuppressWarnings("unchecked") // the interface fixes what its providers make
      Provider<?, T> one = (Provider<?, T>) provider;
      typed.add(one);
    }
    Catalog<T> catalog = new Catalog<>(kind);
    discovery.problems().forEach(catalog::report);
    catalog.addAll(typed);
    return catalog;
  }

  /**
   * A catalog of given providers, such as those of a kind of one's own.
   *
   * @param kind the word for what they make, used in errors: {@code "layer"}
   */
  public static <T> Catalog<T> of(String kind, List<? extends Provider<?, T>> providers) {
    Catalog<T> catalog = new Catalog<>(kind);
    catalog.addAll(providers);
    return catalog;
  }

  private void addAll(List<? extends Provider<?, T>> providers) {
    providers.forEach(this::add);
    broken.keySet().forEach(name -> report(ambiguous(name)));
  }

  private <C extends Record> void add(Provider<C, T> provider) {
    String origin =
        provider.getClass().getName() + " from " + Discovery.origin(provider.getClass());
    try {
      String name = provider.name();
      Entry<C, T> entry = new Entry<>(origin, provider, new ConfigReader<>(provider.configType()));
      String ambiguous = broken.get(name);
      Entry<?, T> other = entries.remove(name);
      if (other == null && ambiguous == null) {
        entries.put(name, entry);
        return;
      }
      String claims = other == null ? ambiguous : "it is the name of " + other.origin;
      broken.put(name, claims + " and of " + origin);
    } catch (RuntimeException | LinkageError e) {
      report(origin + " was not loaded: " + e);
    }
  }

  private void report(String problem) {
    problems.add(problem);
    LOG.warn("{} {}", kind, problem);
  }

  /** The names of the providers that work, sorted. */
  public List<String> names() {
    return List.copyOf(entries.keySet());
  }

  /** What could not be loaded, each in a sentence that names the class and its jar. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  /**
   * The options of a provider, in the order of its config record.
   *
   * @throws CremaException if there is no such provider
   */
  public List<OptionSchema> schema(String name) {
    return find(name).config.schema();
  }

  /**
   * Makes one.
   *
   * @param name the provider's name
   * @param options its options by key: numbers, booleans, strings, lists of them, as they come out
   *     of a model file, or all as strings
   * @throws CremaException if there is no such provider, or an option is missing, unknown or of the
   *     wrong type; the message lists the right ones
   */
  public T create(String name, Map<String, ?> options) {
    return find(name).create(kind + " '" + name + "'", options);
  }

  private Entry<?, T> find(String name) {
    Entry<?, T> entry = entries.get(name);
    if (entry == null) {
      throw new CremaException(broken.containsKey(name) ? ambiguous(name) : unknown(name));
    }
    return entry;
  }

  private String ambiguous(String name) {
    return "%s '%s' is ambiguous: %s; remove one of them from the class path"
        .formatted(kind, name, broken.get(name));
  }

  private String unknown(String name) {
    String nearest = Words.nearest(name, entries.keySet());
    String known = "there are " + String.join(", ", entries.keySet());
    if (entries.isEmpty()) {
      known = "none is on the class path";
    } else if (nearest != null) {
      known = "did you mean '%s'? T%s".formatted(nearest, known.substring(1));
    }
    String missing = problems.isEmpty() ? "" : ". Not available: " + String.join("; ", problems);
    return "no %s '%s'; %s%s".formatted(kind, name, known, missing);
  }

  /** All providers with their options, as text. */
  public String describe() {
    StringBuilder out = new StringBuilder();
    entries.forEach(
        (name, entry) -> {
          out.append(name).append('\n');
          for (OptionSchema option : entry.config.schema()) {
            String absent = option.required() ? "" : ", default " + option.defaultValue();
            out.append(
                "  %s (%s%s): %s\n".formatted(option.name(), option.type(), absent, option.doc()));
          }
        });
    return out.toString();
  }
}
