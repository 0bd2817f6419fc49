package dev.crema.api.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.crema.tensor.CremaException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Third-party jars, sound and broken, compiled here and put on a class path. */
class PluginsTest {
  @TempDir private Path folder;
  private final List<URL> jars = new ArrayList<>();
  private final List<URLClassLoader> loaders = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (URLClassLoader loader : loaders) {
      loader.close();
    }
  }

  private static String provider(String type, String name, String constructor, String config) {
    return """
    package acme;
    public class %1$s implements dev.crema.api.plugin.LayerProvider<%1$s.Config> {
      public record Config(%4$s) {}
      public %1$s() { %3$s }
      public String name() { return "%2$s"; }
      public Class<Config> configType() { return Config.class; }
      public dev.crema.api.Module create(Config config) {
        return new dev.crema.api.plugin.IdentityProvider().create(null);
      }
    }
    """
        .formatted(type, name, constructor, config);
  }

  /** Makes a jar of one provider class, if a source is given, and a services file. */
  private String jar(
      String jarName, String services, String type, String source, String... forgotten)
      throws IOException {
    Path classes = Files.createDirectories(folder.resolve(jarName + "-classes"));
    if (!source.isEmpty()) {
      Path file = Files.writeString(classes.resolve(type + ".java"), source);
      String path = System.getProperty("java.class.path");
      int result =
          ToolProvider.getSystemJavaCompiler()
              .run(null, null, null, "-cp", path, "-d", classes.toString(), file.toString());
      assertThat(result).isZero();
      Files.delete(file);
    }
    for (String file : forgotten) {
      Files.delete(classes.resolve(file));
    }
    Path list = classes.resolve("META-INF/services/" + LayerProvider.class.getName());
    Files.createDirectories(list.getParent());
    Files.writeString(list, services, StandardCharsets.UTF_8);
    Path jar = folder.resolve(jarName);
    pack(classes, jar);
    URL url = jar.toUri().toURL();
    jars.add(url);
    return url.toString();
  }

  private static void pack(Path classes, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        entries.putNextEntry(new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, entries);
        entries.closeEntry();
      }
    }
  }

  private Plugins load() {
    URLClassLoader loader =
        new URLClassLoader(jars.toArray(new URL[0]), PluginsTest.class.getClassLoader());
    loaders.add(loader);
    return Plugins.load(loader);
  }

  @Test
  void aJarAddsALayer() throws IOException {
    jar("acme.jar", "acme.Swish\n", "Swish", provider("Swish", "swish", "", ""));
    Plugins plugins = load();
    assertThat(plugins.layers().names()).containsExactly("identity", "linear", "swish");
    assertThat(plugins.layers().create("swish", Map.of())).isNotNull();
    assertThat(plugins.problems()).isEmpty();
  }

  @Test
  void aMissingClassIsNamedWithItsJarAndTheOthersWork() throws IOException {
    String broken = jar("broken.jar", "# a comment\nacme.Gone # gone\n", "", "");
    jar("acme.jar", "acme.Swish", "Swish", provider("Swish", "swish", "", ""));
    Plugins plugins = load();
    String problem = "acme.Gone from " + broken + " was not loaded: Provider acme.Gone not found";
    assertThat(plugins.problems()).containsExactly(problem);
    assertThat(plugins.layers().names()).containsExactly("identity", "linear", "swish");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> plugins.layers().create("gone", Map.of()))
        .withMessage(
            "no layer 'gone'; there are identity, linear, swish. Not available: " + problem);
  }

  @Test
  void aConstructorThatThrowsIsNamedWithItsJar() throws IOException {
    String source = provider("Bad", "bad", "if (true) throw new RuntimeException(\"no\");", "");
    String bad = jar("bad.jar", "acme.Bad", "Bad", source);
    assertThat(load().problems())
        .containsExactly(
            "acme.Bad from "
                + bad
                + " was not loaded: Provider acme.Bad could not be instantiated"
                + " (java.lang.RuntimeException: no)");
  }

  @Test
  void aClassThatIsNoProviderIsNamedWithItsJar() throws IOException {
    String source = provider("Good", "good", "", "") + "class Stranger {}";
    String jar = jar("jar.jar", "acme.Stranger\nacme.Good", "Good", source);
    Plugins plugins = load();
    assertThat(plugins.problems())
        .containsExactly(
            "acme.Stranger from " + jar + " was not loaded: acme.Stranger not a subtype");
    assertThat(plugins.layers().names()).contains("good");
  }

  @Test
  void classesThatLackAnotherAreNamedWithTheirJar() throws IOException {
    String classes =
        "class Lost {} class One extends Lost {} class Two extends Lost {}"
            + provider("Good", "good", "", "").replace("package acme;", "");
    String source = "package acme; " + classes;
    String services = "acme.One\nacme.Two\nacme.Good";
    String jar = jar("lost.jar", services, "Good", source, "acme/Lost.class");
    Plugins plugins = load();
    String reason = " was not loaded: java.lang.NoClassDefFoundError: acme/Lost";
    assertThat(plugins.problems())
        .containsExactly("acme.One from " + jar + reason, "acme.Two from " + jar + reason);
    assertThat(plugins.layers().names()).contains("good");
  }

  @Test
  void aMalformedServicesFileDoesNotStopTheOthers() throws IOException {
    jar("odd.jar", "not a class name\n", "", "");
    jar("acme.jar", "acme.Swish", "Swish", provider("Swish", "swish", "", ""));
    Plugins plugins = load();
    assertThat(plugins.layers().names()).contains("swish");
    assertThat(plugins.problems())
        .singleElement()
        .asString()
        .startsWith("a provider was not loaded: ")
        .contains("odd.jar")
        .endsWith("Illegal configuration-file syntax");
  }

  @Test
  void aConfigWithAnImpossibleOptionIsRefusedWithItsJar() throws IOException {
    String odd = jar("odd.jar", "acme.Odd", "Odd", provider("Odd", "odd", "", "java.io.File file"));
    String wrong =
        jar(
            "wrong.jar",
            "acme.Wrong",
            "Wrong",
            provider(
                "Wrong",
                "wrong",
                "",
                "@dev.crema.api.plugin.Option(doc = \"\", defaultValue = \"x\") int size"));
    assertThat(load().problems())
        .containsExactly(
            "acme.Odd from "
                + odd
                + " was not loaded: dev.crema.tensor.CremaException: acme.Odd$Config.file is a"
                + " java.io.File, but an option is an int, long, double, boolean, String, Path,"
                + " enum or a List of one",
            "acme.Wrong from "
                + wrong
                + " was not loaded: dev.crema.tensor.CremaException: the default 'x' of"
                + " acme.Wrong$Config.size is no int");
  }

  @Test
  void aNameThatIsTakenTwiceIsRefusedAndSaysWhoTookIt() throws IOException {
    String acme =
        jar("acme.jar", "acme.Other", "Other", provider("Other", "linear", "", "int size"));
    Plugins plugins = load();
    assertThat(plugins.layers().names()).containsExactly("identity");
    String own = Discovery.origin(LinearProvider.class);
    String problem =
        "layer 'linear' is ambiguous: it is the name of dev.crema.api.plugin.LinearProvider from "
            + own
            + " and of acme.Other from "
            + acme
            + "; remove one of them from the class path";
    assertThat(plugins.problems()).containsExactly(problem);
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> plugins.layers().create("linear", Map.of()))
        .withMessage(problem);
  }
}
