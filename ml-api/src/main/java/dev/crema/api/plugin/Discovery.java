package dev.crema.api.plugin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the providers of one kind; what fails is put into words and does not stop the others.
 *
 * <p>{@link ServiceLoader} goes on after a fault but tells little of it: the jar never, the class
 * not always. So after a fault, and only then, the services files are read once more to find who
 * named the class.
 */
final class Discovery {
  private static final int MANY_FAULTS = 1_000;
  private static final Pattern CLASS_IN_FAULT = Pattern.compile("^(?:Provider )?([\\w.$]+) ");

  /** A line of a services file and the jar or folder that holds the file. */
  private record Line(String className, String origin) {}

  private final Class<?> kind;
  private final ClassLoader loader;
  private final List<Provider<?, ?>> found = new ArrayList<>();
  private final Set<String> problems = new LinkedHashSet<>();

  private Discovery(Class<?> kind, ClassLoader loader) {
    this.kind = kind;
    this.loader = loader;
  }

  static Discovery of(Class<?> kind, ClassLoader loader) {
    Discovery discovery = new Discovery(kind, loader);
    discovery.search();
    return discovery;
  }

  List<Provider<?, ?>> found() {
    return found;
  }

  Set<String> problems() {
    return problems;
  }

  private void search() {
    Iterator<?> providers = ServiceLoader.load(kind, loader).iterator();
    for (int faults = 0; faults < MANY_FAULTS; ) {
      try {
        if (!providers.hasNext()) {
          return;
        }
        found.add((Provider<?, ?>) providers.next());
      } catch (ServiceConfigurationError e) {
        faults++;
        explain(e);
      } catch (LinkageError e) {
        faults++;
        findUnlinkable(e);
      }
    }
  }

  private void explain(ServiceConfigurationError error) {
    String message = String.valueOf(error.getMessage()).replace(kind.getName() + ": ", "");
    String reason = error.getCause() == null ? message : message + " (" + error.getCause() + ")";
    Matcher named = CLASS_IN_FAULT.matcher(message);
    if (named.find()) {
      report(named.group(1), origin(named.group(1)), reason);
    } else {
      problems.add("a provider was not loaded: " + reason);
    }
  }

  /** A class that lacks another one fails without its own name: try them all. */
  private void findUnlinkable(LinkageError error) {
    boolean named = false;
    for (Line line : lines()) {
      try {
        Class.forName(line.className, false, loader);
      } catch (LinkageError e) {
        report(line.className, line.origin, e.toString());
        named = true;
      } catch (ClassNotFoundException _) {
        // reported when the service loader comes to it
      }
    }
    if (!named) {
      problems.add("a provider was not loaded: " + error);
    }
  }

  private void report(String className, String origin, String reason) {
    problems.add("%s from %s was not loaded: %s".formatted(className, origin, reason));
  }

  private String origin(String className) {
    return lines().stream()
        .filter(line -> line.className.equals(className))
        .map(Line::origin)
        .findFirst()
        .orElse("an unknown place");
  }

  private List<Line> lines() {
    String file = "META-INF/services/" + kind.getName();
    List<Line> lines = new ArrayList<>();
    try {
      for (URL url : Collections.list(loader.getResources(file))) {
        String place = url.toString();
        String origin = place.substring(0, place.length() - file.length());
        for (String line : read(url)) {
          String className = line.replaceFirst("#.*", "").strip();
          if (!className.isEmpty()) {
            lines.add(new Line(className, origin.replaceAll("^jar:|!/$", "")));
          }
        }
      }
    } catch (IOException | UncheckedIOException e) {
      problems.add("a services file cannot be read: " + e);
    }
    return lines;
  }

  private static List<String> read(URL url) throws IOException {
    URLConnection connection = url.openConnection();
    connection.setUseCaches(false);
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }

  /** The jar or folder that a class came from. */
  static String origin(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    return location == null ? "the Java runtime" : location.toString();
  }
}
