package dev.crema.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every example in the Javadoc compiles and runs, and gives what its comments say.
 *
 * <p>An example is a {@code <pre>} with a code tag. One that begins with {@code public} declares
 * classes; any other is statements, in which classes without a modifier may stand. Without saying
 * so it has all packages of Crema, {@code java.util}, {@code java.nio.file}, Guice, and the names
 * of {@link JavadocNames}: {@code model}, {@code loss}, {@code optimizer}, {@code x}, {@code y},
 * {@code dataset}, {@code train}, {@code test}, {@code training}, {@code validation}, {@code
 * folder}, {@code file}. A comment after a statement that is not indented, as in {@code x.shape();
 * // (2, 3)}, is the text of its value, with … for whatever varies.
 */
class JavadocExamplesTest {
  private static final Path ROOT =
      Path.of(System.getProperty("basedir", ".")).toAbsolutePath().normalize().getParent();

  @TempDir private static Path classes;
  @TempDir private static Path work;

  private static List<JavadocExample> examples;

  @BeforeAll
  static void compile() throws IOException {
    examples = JavadocExample.in(ROOT);
    assertThat(examples).isNotEmpty();
    Javac.compile(
        classes,
        examples.stream()
            .collect(Collectors.toMap(JavadocExample::className, JavadocExample::source)));
  }

  @TestFactory
  Stream<DynamicTest> runs() {
    return examples.stream()
        .map(
            example ->
                dynamicTest(
                    example.toString(),
                    () ->
                        assertThatCode(() -> run(example))
                            .as(example.toString())
                            .doesNotThrowAnyException()));
  }

  private static void run(JavadocExample example) throws Exception {
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      JavadocNames names =
          (JavadocNames)
              loader.loadClass(example.className()).getDeclaredConstructor().newInstance();
      names.in(Files.createTempDirectory(work, "run"));
      names.run();
    }
  }
}
