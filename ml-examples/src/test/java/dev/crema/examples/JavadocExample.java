package dev.crema.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An example in a Javadoc comment: what stands between {@code <pre>} with a code tag and {@code
 * </pre>}.
 *
 * @param file from the root of the project
 * @param line where it begins, from 1
 * @param lines its text without the comment's margin
 */
record JavadocExample(Path file, int line, List<String> lines) {
  private static final String SOURCES = "src/main/java";
  private static final Pattern BLOCK =
      Pattern.compile("<pre>\\s*\\{@code(.*?)}\\s*</pre>", Pattern.DOTALL);
  private static final String MARGIN = "^ *\\* ?";
  private static final Pattern STATED = Pattern.compile("((?:new )?\\w+[.(].*);\\s+// (.*)");

  /** What an example is taken to import: all public packages, and what it would take of others. */
  private static final List<String> IMPORTS =
      List.of(
          "com.google.inject.AbstractModule",
          "com.google.inject.Guice",
          "com.google.inject.Injector",
          "com.google.inject.multibindings.Multibinder",
          "com.google.inject.multibindings.OptionalBinder",
          "dev.crema.api.*",
          "dev.crema.api.Module",
          "dev.crema.api.TrainingEvent.*",
          "dev.crema.api.plugin.*",
          "dev.crema.config.*",
          "dev.crema.data.*",
          "dev.crema.functional.*",
          "dev.crema.layers.*",
          "dev.crema.optim.*",
          "dev.crema.tensor.*",
          "dev.crema.tensor.io.*",
          "dev.crema.tensor.random.*",
          "dev.crema.train.*",
          "dev.crema.examples.plot.*",
          "java.nio.file.*",
          "java.util.*");

  /** The examples in all modules of the project. */
  static List<JavadocExample> in(Path root) throws IOException {
    List<JavadocExample> examples = new ArrayList<>();
    try (Stream<Path> modules = Files.list(root)) {
      for (Path module : modules.sorted().toList()) {
        for (Path file : sources(module.resolve(SOURCES))) {
          examples.addAll(of(root.relativize(file), Files.readString(file)));
        }
      }
    }
    return examples;
  }

  private static List<Path> sources(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(each -> each.toString().endsWith(".java")).sorted().toList();
    }
  }

  private static List<JavadocExample> of(Path file, String source) {
    List<JavadocExample> examples = new ArrayList<>();
    Matcher block = BLOCK.matcher(source);
    while (block.find()) {
      String text = block.group(1);
      String code = text.stripLeading().replaceFirst("^\\* ?", "").stripTrailing();
      int start = block.start(1) + text.length() - text.stripLeading().length();
      int line = (int) source.substring(0, start + 1).lines().count();
      examples.add(
          new JavadocExample(
              file, line, code.lines().map(each -> each.replaceFirst(MARGIN, "")).toList()));
    }
    return examples;
  }

  /** The full name of the class that it is made into. */
  String className() {
    String path = file.toString().replace('\\', '/');
    String name = path.replace(SOURCES + "/", "").replaceFirst("\\.java$", "").replace('-', '_');
    return name.replace('/', '.') + "_" + line;
  }

  /** A class with this example as its members or its {@code run}, on the same lines as here. */
  String source() {
    int dot = className().lastIndexOf('.');
    String imports =
        Stream.concat(
                IMPORTS.stream().map("import %s;"::formatted),
                lines.stream().filter(JavadocExample::isImport))
            .collect(Collectors.joining(" "));
    String body =
        IntStream.range(0, lines.size()).mapToObj(this::code).collect(Collectors.joining("\n"));
    return "package %s; %s public class %s extends dev.crema.examples.JavadocNames { %s%s%s\n%s }"
        .formatted(
            className().substring(0, dot),
            imports,
            className().substring(dot + 1),
            isDeclaration() ? "" : "@Override public void run() throws Exception {",
            "\n".repeat(line - 1),
            body,
            isDeclaration() ? "" : "}");
  }

  private static boolean isImport(String code) {
    return code.startsWith("import ");
  }

  /** Whether it is declarations, which cannot stand in a method. */
  private boolean isDeclaration() {
    String first =
        lines.stream().filter(each -> !isImport(each) && !each.isBlank()).findFirst().orElse("");
    return first.startsWith("public ");
  }

  /** A line; where a comment says what a statement gives, the statement is compared with it. */
  private String code(int index) {
    String code = lines.get(index);
    Matcher stated = STATED.matcher(code);
    if (isImport(code)) {
      return "";
    }
    if (isDeclaration() || !stated.matches() || stated.group(1).contains(" = ")) {
      return code;
    }
    String comment = stated.group(2).replace("\\", "\\\\").replace("\"", "\\\"");
    return "if (false) %s; says(%d, \"%s\", %s);" // the first only shows that it is a statement
        .formatted(stated.group(1), line + index, comment, stated.group(1));
  }

  @Override
  public String toString() {
    return file + ":" + line;
  }
}
