package dev.crema.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.crema.tensor.CremaException;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models in a named Java module that does not open its package, compiled here. */
class UnreadableFieldTest {
  private static ClassLoader closed;

  @BeforeAll
  static void compile(@TempDir Path folder) throws IOException {
    Path sources = Files.createDirectories(folder.resolve("src/closed"));
    Files.writeString(folder.resolve("src/module-info.java"), "module closed { exports closed; }");
    Files.writeString(
        sources.resolve("Hidden.java"),
        """
        package closed;
        public class Hidden extends dev.crema.api.ModuleTree {
          record Sizes(int width, String name) {}
          private final int width = 3;
          private final String label = "closed";
          private final Sizes sizes = new Sizes(1, "one");
          private final java.util.List<String> words = java.util.List.of("a");
          private final Leaf innerLayer = new Leaf();
          public Hidden() { this(false); }
          public Hidden(boolean registers) {
            if (registers) {
              register("inner_layer", innerLayer);
            }
          }
          public Object call() { return inside(() -> innerLayer.fail()); }
        }
        """);
    Files.writeString(
        sources.resolve("Leaf.java"),
        """
        package closed;
        public class Leaf extends dev.crema.api.ModuleTree {
          private final int width = 3;
          private static final Leaf NONE = null;
          private final transient Object ours = new Object();
          Object fail() {
            return inside(() -> { throw new dev.crema.tensor.CremaException("refused"); });
          }
        }
        """);
    Path classes = folder.resolve("classes");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    int result =
        compiler.run(
            null,
            null,
            null,
            "--add-reads",
            "closed=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            "-d",
            classes.toString(),
            folder.resolve("src/module-info.java").toString(),
            sources.resolve("Hidden.java").toString(),
            sources.resolve("Leaf.java").toString());
    assertThat(result).isZero();
    closed = load(classes);
  }

  private static ClassLoader load(Path classes) {
    Configuration configuration =
        ModuleLayer.boot()
            .configuration()
            .resolve(ModuleFinder.of(classes), ModuleFinder.of(), Set.of("closed"));
    ModuleLayer.Controller layer =
        ModuleLayer.defineModulesWithOneLoader(
            configuration, List.of(ModuleLayer.boot()), ModuleTree.class.getClassLoader());
    java.lang.Module module = layer.layer().findModule("closed").orElseThrow();
    layer.addReads(module, ModuleTree.class.getModule());
    return module.getClassLoader();
  }

  private static ModuleTree hidden(boolean registers) throws ReflectiveOperationException {
    return (ModuleTree)
        closed.loadClass("closed.Hidden").getConstructor(boolean.class).newInstance(registers);
  }

  @Test
  void theMessageNamesTheWaysOut() throws ReflectiveOperationException {
    ModuleTree model = hidden(false);
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(model::parameters)
        .withMessage(
            "field 'innerLayer' of closed.Hidden cannot be read: module closed does not open"
                + " package closed. Either write 'opens closed;' in its module-info.java, or call"
                + " register(\"inner_layer\", innerLayer) in the constructor; a field that holds no"
                + " part of the model may be transient");
  }

  @Test
  void registeringIsAWayOut() throws ReflectiveOperationException {
    assertThat(hidden(true).namedModules().keySet()).containsExactly("", "inner_layer");
  }

  @Test
  void anErrorInsideIsWrittenAllTheSame() throws ReflectiveOperationException {
    ModuleTree model = hidden(false);
    assertThatExceptionOfType(java.lang.reflect.InvocationTargetException.class)
        .isThrownBy(() -> model.getClass().getMethod("call").invoke(model))
        .havingCause()
        .isInstanceOf(CremaException.class)
        .withMessage("refused [in Leaf (Leaf)]");
    assertThat(model).hasToString("Hidden()");
  }
}
