package dev.crema.examples;

import dev.crema.tensor.CremaException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.lang.model.SourceVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code crema new}: a project to begin with. It is examples/custom-layer-plugin under another
 * name, so that what is tested there holds for it.
 */
@Command(
    name = "new",
    description = "Write a Maven project to begin with: a model, a dataset, a layer, a test.")
final class NewCommand implements Runnable {
  private static final String NAME = "custom-layer-plugin";
  private static final String PACKAGE = "com.example.plugin";

  /** Its files; a jar cannot be asked for what it holds. */
  static final List<String> FILES =
      List.of(
          "README.md",
          "pom.xml",
          "spirals.yaml",
          "src/main/java/com/example/plugin/Main.java",
          "src/main/java/com/example/plugin/Snake.java",
          "src/main/java/com/example/plugin/SpiralDataset.java",
          "src/main/java/com/example/plugin/SpiralNet.java",
          "src/main/resources/META-INF/services/dev.crema.api.plugin.DatasetProvider",
          "src/main/resources/META-INF/services/dev.crema.api.plugin.LayerProvider",
          "src/test/java/com/example/plugin/PluginTest.java");

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "The folder to make; its name is the project's.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path folder;

  @Override
  public void run() {
    String name = name(folder);
    String packageName = "com.example." + name.replace("-", "");
    if (Files.exists(folder)) {
      throw new CremaException(folder + " is there already: give another name, or remove it");
    }
    for (String file : FILES) {
      Path target = folder.resolve(file.replace(path(PACKAGE), path(packageName)));
      write(target, text(file).replace(PACKAGE, packageName).replace(NAME, name));
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println("wrote %d files into %s; go on with".formatted(FILES.size(), folder));
    out.println("  cd " + folder);
    out.println("  mvn verify");
    out.println("  mvn -q compile exec:exec");
    out.flush();
  }

  /** The last part of the path, if it can name an artifact and, without dashes, a package. */
  private static String name(Path folder) {
    Path last = folder.getFileName();
    String name = last == null ? "" : last.toString();
    boolean form = name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    if (!form || SourceVersion.isKeyword(name.replace("-", ""))) {
      throw new CremaException(
          "'%s' cannot name a project: give small letters, digits and dashes, such as my-model"
              .formatted(name));
    }
    return name;
  }

  private static String path(String packageName) {
    return packageName.replace('.', '/');
  }

  private static String text(String file) {
    try (InputStream in = NewCommand.class.getResourceAsStream("/starter/" + file)) {
      byte[] bytes = Objects.requireNonNull(in, "the jar is not whole").readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new CremaException("%s cannot be read: %s".formatted(file, e), e);
    }
  }

  private static void write(Path target, String text) {
    try {
      Files.createDirectories(target.getParent());
      Files.writeString(target, text);
    } catch (IOException e) {
      throw new CremaException("%s cannot be written: %s".formatted(target, e), e);
    }
  }
}
