package dev.crema.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.crema.api.Module;
import dev.crema.api.plugin.OptionSchema;
import dev.crema.api.plugin.Plugins;
import dev.crema.layers.Linear;
import dev.crema.layers.MSELoss;
import dev.crema.optim.SGD;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The layer of docs/own-layer.md, from a jar that is compiled apart from Crema. */
class ThirdPartyLayerTest {
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();
  @TempDir private Path folder;
  private URLClassLoader loader;
  private Plugins plugins;

  /** A model with a layer that it knows by name only. */
  private static final class Net extends Module {
    private final Linear hidden = new Linear(2, 4);
    private final Module activation;
    private final Linear output = new Linear(4, 1);

    Net(Module activation) {
      this.activation = activation;
    }

    @Override
    protected Tensor forward(Tensor x) {
      return output.apply(activation.apply(hidden.apply(x)));
    }
  }

  @BeforeEach
  void buildTheJar() throws IOException {
    Path page = Path.of(System.getProperty("basedir", "."), "..", "docs", "own-layer.md");
    Path classes = Files.createDirectory(folder.resolve("classes"));
    DocsTest.compile(CodeBlock.of(page), classes);
    Path jar = folder.resolve("swish-1.0.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> tree = Files.walk(classes)) {
      for (Path path : tree.filter(Files::isRegularFile).sorted().toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(path).toString().replace('\\', '/')));
        Files.copy(path, out);
      }
    }
    loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, before);
    plugins = Plugins.load(loader);
  }

  @AfterEach
  void close() throws IOException {
    Thread.currentThread().setContextClassLoader(before);
    loader.close();
  }

  @Test
  void isFoundByNameBesideTheOthers() {
    assertThat(Plugins.load(before).layers().names()).doesNotContain("swish");
    assertThat(plugins.problems()).isEmpty();
    assertThat(plugins.layers().names()).contains("linear", "swish");
    assertThat(plugins.layers().schema("swish"))
        .containsExactly(new OptionSchema("beta", "double", "the first beta", "1"));
    assertThatThrownBy(() -> plugins.layers().create("swich", Map.of()))
        .isInstanceOf(CremaException.class)
        .hasMessageStartingWith("no layer 'swich'; did you mean 'swish'?");
    assertThatThrownBy(() -> plugins.layers().create("swish", Map.of("bata", 1.5)))
        .isInstanceOf(CremaException.class)
        .hasMessageContaining("did you mean 'beta'?");
  }

  @Test
  void computesItsFormula() {
    Module swish = plugins.layers().create("swish", Map.of("beta", 1.5));

    assertThat(swish.getClass().getClassLoader()).isSameAs(loader);
    double x = 0.75;
    double y = swish.apply(Tensor.of(new double[] {x})).item();
    assertThat(y).isCloseTo(x / (1 + Math.exp(-1.5 * x)), within(1e-12));
  }

  @Test
  void trainsInsideAModel() {
    Net net = new Net(plugins.layers().create("swish", Map.of("beta", 1.5)));
    assertThat(net.stateDict())
        .containsOnlyKeys(
            "hidden.weight", "hidden.bias", "activation.beta", "output.weight", "output.bias");
    SGD optimizer = new SGD(net.parameters(), 0.1);
    Tensor x = Tensor.of(new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}});
    Tensor y = Tensor.of(new float[][] {{0}, {1}, {1}, {0}});
    Parameter beta = net.namedParameters().get("activation.beta");

    Tensor loss = new MSELoss().apply(net.apply(x), y);
    loss.backward();
    double gradient = beta.grad().item();
    optimizer.step();

    assertThat(gradient).isNotZero();
    assertThat(beta.item()).isCloseTo(1.5 - 0.1 * gradient, within(1e-6));
    assertThat(new MSELoss().apply(net.apply(x), y).item()).isLessThan(loss.item());
  }

  @Test
  void isShownByTheCommand() {
    Thread.currentThread().setContextClassLoader(loader);

    assertThat(Shell.crema("layers").out())
        .anyMatch(line -> line.matches("swish +beta +1 +the first beta +double"));
  }

  @Test
  void aJarThatIsBrokenIsNamedAndTheOthersWork() throws IOException {
    Path services = folder.resolve("broken/META-INF/services");
    Files.createDirectories(services);
    Files.writeString(services.resolve("dev.crema.api.plugin.LayerProvider"), "com.example.Gone\n");
    URL broken = folder.resolve("broken").toUri().toURL();
    try (URLClassLoader both = new URLClassLoader(new URL[] {broken}, loader)) {
      Plugins found = Plugins.load(both);

      assertThat(found.layers().names()).contains("linear", "swish");
      assertThat(found.problems())
          .singleElement()
          .asString()
          .contains("com.example.Gone", "broken", "not found");
    }
  }
}
