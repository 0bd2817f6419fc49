package dev.crema.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** The project that {@code crema new} writes, and examples/custom-layer-plugin, which it is. */
class StarterTest {
  private static final Path ROOT = Path.of(System.getProperty("basedir", "."), "..");
  private static final Path PLUGIN = ROOT.resolve("examples/custom-layer-plugin");

  private final ClassLoader before = Thread.currentThread().getContextClassLoader();
  @TempDir private Path folder;

  @AfterEach
  void loaderAsBefore() {
    Thread.currentThread().setContextClassLoader(before);
  }

  private static List<String> filesIn(Path project) throws IOException {
    try (Stream<Path> files = Files.walk(project)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> project.relativize(file).toString().replace('\\', '/'))
          .filter(file -> !file.matches("(target|runs)/.*"))
          .sorted()
          .toList();
    }
  }

  /** The classes and resources of a project as a jar on a class path of its own. */
  private URLClassLoader load(Path project, String... sources) throws IOException {
    Map<String, String> units = new HashMap<>();
    for (String source : sources) {
      Path java = project.resolve(source);
      for (String file : filesIn(java)) {
        units.put(
            file.replace(".java", "").replace('/', '.'), Files.readString(java.resolve(file)));
      }
    }
    Path classes = folder.resolve("classes");
    Javac.compile(classes, units);
    Path jar = folder.resolve("plugin.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      for (Path root : List.of(classes, project.resolve("src/main/resources"))) {
        for (String name : filesIn(root)) {
          out.putNextEntry(new JarEntry(name));
          Files.copy(root.resolve(name), out);
        }
      }
    }
    URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, before);
    Thread.currentThread().setContextClassLoader(loader);
    return loader;
  }

  @Test
  void allFilesOfTheExampleAreWritten() throws IOException {
    assertThat(NewCommand.FILES).containsExactlyInAnyOrderElementsOf(filesIn(PLUGIN));
    Shell shell = Shell.crema("new", folder.resolve("my-first-model"));
    assertThat(shell.err()).isEmpty();
    assertThat(filesIn(folder.resolve("my-first-model")))
        .containsExactlyElementsOf(
            filesIn(PLUGIN).stream()
                .map(file -> file.replace("com/example/plugin", "com/example/myfirstmodel"))
                .sorted()
                .toList());
    assertThat(folder.resolve("my-first-model/pom.xml"))
        .content()
        .contains("<artifactId>my-first-model</artifactId>", "com.example.myfirstmodel.Main")
        .doesNotContain("custom-layer-plugin", "com.example.plugin");
  }

  /** The build of the project is that of Crema: the same versions of Crema, JUnit and SLF4J. */
  @Test
  void versionsAreThoseOfCrema() throws IOException {
    String own = Files.readString(ROOT.resolve("pom.xml"));
    String pom = Files.readString(PLUGIN.resolve("pom.xml"));
    String version = own.replaceFirst("(?s).*?<version>(.*?)</version>.*", "$1");
    assertThat(pom).contains("<crema.version>" + version + "</crema.version>");
    for (String name : List.of("junit.version", "slf4j.version")) {
      String element = own.replaceFirst("(?s).*(<" + name + ">.*?</" + name + ">).*", "$1");
      assertThat(pom).contains(element);
    }
  }

  @Test
  void aNewProjectPassesItsTests() throws Exception {
    Path project = folder.resolve("demo");
    Shell.crema("new", project);
    try (URLClassLoader loader = load(project, "src/main/java", "src/test/java")) {
      SummaryGeneratingListener summary = new SummaryGeneratingListener();
      LauncherFactory.create()
          .execute(
              LauncherDiscoveryRequestBuilder.request()
                  .selectors(selectClass(loader.loadClass("com.example.demo.PluginTest")))
                  .build(),
              summary);
      assertThat(summary.getSummary().getFailures()).isEmpty();
      assertThat(summary.getSummary().getTestsSucceededCount()).isEqualTo(5);
    }
  }

  /** The jar beside Crema: layer and dataset by name, in a model file and after training. */
  @Test
  void theJarIsAPlugin() throws IOException {
    try (URLClassLoader _ = load(PLUGIN, "src/main/java")) {
      assertThat(Shell.crema("layers").out())
          .anyMatch(line -> line.startsWith("snake "))
          .anyMatch(line -> line.startsWith("spirals "));
      Path run = folder.resolve("run");
      Shell train = Shell.crema("train", PLUGIN.resolve("spirals.yaml"), "--out", run);
      assertThat(train.err()).isEmpty();
      assertThat(train.accuracy()).isGreaterThan(0.95);
      Path points = Files.writeString(folder.resolve("points.csv"), "0.2,0\n-0.2,0\n");
      assertThat(Shell.crema("predict", run, points).out())
          .extracting(line -> line.replaceFirst(",.*", ""))
          .containsExactly("predicted", "first", "second");
    }
  }

  /** A dataset that says nothing of itself can be trained on, and not predicted for. */
  @Test
  void aPlainDatasetIsTrainedOn() throws IOException {
    Path project = folder.resolve("plain");
    Shell.crema("new", project);
    Path source = project.resolve("src/main/java/com/example/plain/SpiralDataset.java");
    Files.writeString(
        source,
        Files.readString(source)
            .replace("implements DescribedDataset", "implements dev.crema.api.Dataset<Sample>")
            .replaceAll(
                "(?s)  @Override\n  public List<String> classNames.*?(?=  /\\*\\* Provides)", ""));
    try (URLClassLoader _ = load(project, "src/main/java")) {
      Path run = folder.resolve("run");
      Shell train = Shell.crema("train", project.resolve("spirals.yaml"), "--out", run);
      assertThat(train.err()).isEmpty();
      assertThat(train.accuracy()).isGreaterThan(0.95);
      assertThat(train.out())
          .contains(
              "'crema predict' will not be able to use it: dataset 'spirals' is no"
                  + " DescribedDataset, which says how inputs are read");
      assertThat(Shell.crema("predict", run, project.resolve("pom.xml")).err())
          .containsExactly(
              "crema: there is no trained model in %s: model.yaml is missing".formatted(run));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Demo", "1st", "my_model", "class", "a-", "."})
  void namesThatAreNone(String name) {
    Shell shell = Shell.crema("new", folder.resolve(name));
    assertThat(shell.code()).isEqualTo(2);
    assertThat(shell.err())
        .singleElement()
        .asString()
        .endsWith("give small letters, digits and dashes, such as my-model");
  }

  @Test
  void nothingIsOverwritten() throws IOException {
    Path mine = Files.createDirectory(folder.resolve("mine"));
    assertThat(Shell.crema("new", mine).err())
        .containsExactly("crema: " + mine + " is there already: give another name, or remove it");
    assertThat(mine).isEmptyDirectory();
  }
}
