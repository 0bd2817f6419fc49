package dev.crema.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crema.tensor.Crema;
import dev.crema.tensor.random.TorchRandom;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Java on the pages compiles, and the programs print what the pages say. */
class DocsTest {
  private static final Path ROOT =
      Path.of(System.getProperty("basedir", ".")).toAbsolutePath().getParent();
  private static final Pattern SERVICE = Pattern.compile("`(META-INF/services/[\\w.]+)`");

  static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      return Stream.concat(
              Stream.of("README.md", "CONTRIBUTING.md").map(ROOT::resolve),
              docs.filter(page -> page.toString().endsWith(".md")).sorted())
          .toList();
    }
  }

  @Test
  void theReadmeShowsAModuleAndTrainsItInTwentyFiveLines() {
    List<CodeBlock> programs =
        CodeBlock.of(ROOT.resolve("README.md")).stream().filter(CodeBlock::isProgram).toList();

    assertThat(programs).hasSize(1);
    assertThat(programs.getFirst().text())
        .hasLineCount(25)
        .contains("extends Module", "import dev.crema.api.Module;", ".backward()", ".step()");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void javaCompilesAndPrintsWhatThePageSays(Path page, @TempDir Path classes) throws Exception {
    List<CodeBlock> blocks = CodeBlock.of(page);
    compile(blocks, classes);
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      for (int i = 0; i < blocks.size(); i++) {
        if (blocks.get(i).isProgram()) {
          String printed = run(loader, blocks.get(i).className());
          assertThat(printed).as(page + " line " + blocks.get(i).line()).isEqualTo(said(blocks, i));
        }
      }
    }
  }

  /** All Java of a page is one project; a services file stands in a block without a language. */
  static void compile(List<CodeBlock> blocks, Path classes) throws IOException {
    Map<String, String> sources = new LinkedHashMap<>();
    for (CodeBlock block : blocks) {
      if (block.isWholeJava()) {
        sources.put(block.className(), block.text());
      }
      Matcher service = SERVICE.matcher(block.before());
      if (block.language().isEmpty() && service.find()) {
        Path file = classes.resolve(service.group(1));
        Files.createDirectories(file.getParent());
        Files.writeString(file, block.text());
      }
    }
    if (!sources.isEmpty()) {
      Javac.compile(classes, sources);
    }
  }

  /** What the page says a program prints: the block of text that follows it. */
  private static String said(List<CodeBlock> blocks, int program) {
    boolean follows =
        program + 1 < blocks.size() && blocks.get(program + 1).language().equals("text");
    assertThat(follows).as("a program is followed by what it prints").isTrue();
    return blocks.get(program + 1).text();
  }

  private static String run(ClassLoader loader, String className) throws Exception {
    Class<?> program = loader.loadClass(className);
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream stdout = System.out;
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (PrintStream captured = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      System.setOut(captured);
      Crema.manualSeed(TorchRandom.DEFAULT_SEED); // as in a JVM that has just started
      Thread.currentThread().setContextClassLoader(loader);
      main(program);
    } finally {
      System.setOut(stdout);
      Thread.currentThread().setContextClassLoader(before);
    }
    return printed.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }

  /** As the Java launcher does it: {@code static void main(String[])} or {@code void main()}. */
  private static void main(Class<?> program) throws Exception {
    for (Method method : program.getDeclaredMethods()) {
      if (method.getName().equals("main")) {
        method.setAccessible(true);
        Constructor<?> constructor = program.getDeclaredConstructor();
        constructor.setAccessible(true);
        boolean isStatic = Modifier.isStatic(method.getModifiers());
        Object instance = isStatic ? null : constructor.newInstance();
        Object[] args =
            method.getParameterCount() == 0 ? new Object[0] : new Object[] {new String[0]};
        method.invoke(instance, args);
      }
    }
  }
}
