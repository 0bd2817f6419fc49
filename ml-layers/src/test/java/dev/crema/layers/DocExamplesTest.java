package dev.crema.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples in the docs compile, run and give what their comments say: {@code expression; //
 * text}.
 */
class DocExamplesTest {
  private static final Path SOURCES = Path.of("src/main/java/dev/crema/layers");
  private static final Pattern EXAMPLE =
      Pattern.compile("<pre>\\{@code\n(.*?)\n \\* }</pre>", Pattern.DOTALL);
  private static final Pattern STATED = Pattern.compile("\\s*(.*);  // (.*)");

  @TempDir private Path folder;

  @Test
  void theExamplesAreTrue() throws Exception {
    List<String> methods = new ArrayList<>();
    try (Stream<Path> files = Files.list(SOURCES)) {
      for (Path file : files.sorted().toList()) {
        String source = Files.readString(file);
        Matcher example = EXAMPLE.matcher(source);
        int before = methods.size();
        while (example.find()) {
          StringBuilder body = new StringBuilder();
          for (String line : example.group(1).split("\n", -1)) {
            String code = line.replaceFirst("^ \\* ?", "");
            Matcher statement = STATED.matcher(code);
            assertThat(statement.matches()).as(code).isEqualTo(code.contains("//"));
            body.append(statement.matches() ? check(statement) : code).append('\n');
          }
          methods.add("static void in_%s() {\n%s}\n".formatted(name(file), body));
        }
        boolean needed = source.contains("class Provider implements");
        assertThat(methods.size() > before || !needed).as("%s has an example", file).isTrue();
      }
    }
    assertThat(methods).hasSizeGreaterThanOrEqualTo(18);
    run(methods);
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(".java", "");
  }

  private static String check(Matcher statement) {
    String want = statement.group(2).replace("\"", "\\\"");
    return "org.assertj.core.api.Assertions.assertThat(String.valueOf(%s)).isEqualTo(\"%s\");"
        .formatted(statement.group(1), want);
  }

  private void run(List<String> methods) throws Exception {
    String source =
        "import dev.crema.layers.*;\nimport dev.crema.tensor.*;\npublic class Examples {\n%s}\n"
            .formatted(String.join("\n", methods).replace("static void", "public static void"));
    Path file = Files.writeString(folder.resolve("Examples.java"), source);
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-cp", System.getProperty("java.class.path"), file.toString());
    assertThat(result).isZero();
    URL[] place = {folder.toUri().toURL()};
    try (URLClassLoader loader =
        new URLClassLoader(place, DocExamplesTest.class.getClassLoader())) {
      for (Method method : loader.loadClass("Examples").getMethods()) {
        if (method.getName().startsWith("in_")) {
          invoke(method);
        }
      }
    }
  }

  private static void invoke(Method method) throws IOException, IllegalAccessException {
    try {
      method.invoke(null);
    } catch (InvocationTargetException e) {
      throw new AssertionError(method.getName() + ": " + e.getTargetException().getMessage(), e);
    }
  }
}
