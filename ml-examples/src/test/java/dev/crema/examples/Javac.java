package dev.crema.examples;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles sources against Crema while the tests run, as a user's build would. */
final class Javac {
  private Javac() {}

  /** A source that is in no file. */
  private static final class Text extends SimpleJavaFileObject {
    private final String text;

    Text(String className, String text) {
      super(URI.create("string:///" + className.replace('.', '/') + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /**
   * Compiles sources into a folder.
   *
   * @param sources their text by the full name of their class
   * @throws AssertionError if javac has anything to say, with what it says
   */
  static void compile(Path folder, Map<String, String> sources) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    StringWriter elsewhere = new StringWriter();
    List<Text> units =
        sources.entrySet().stream().map(e -> new Text(e.getKey(), e.getValue())).toList();
    List<String> options =
        List.of(
            "-d",
            folder.toString(),
            "-classpath",
            System.getProperty("java.class.path"),
            "--add-modules",
            "jdk.incubator.vector",
            "-Xlint:all,-incubating,-path");
    boolean done;
    try {
      Files.createDirectories(folder);
      done = compiler.getTask(elsewhere, null, said, options, null, units).call();
    } catch (IOException e) {
      throw new AssertionError("no folder " + folder, e);
    }
    String faults =
        said.getDiagnostics().stream()
            .filter(fault -> fault.getSource() != null)
            .map(fault -> fault.getKind() + " " + words(fault))
            .collect(Collectors.joining("\n"));
    if (!done || !faults.isEmpty()) {
      throw new AssertionError("javac: " + faults + elsewhere);
    }
  }

  private static String words(Diagnostic<? extends JavaFileObject> fault) {
    return fault.getSource().getName()
        + ":"
        + fault.getLineNumber()
        + ": "
        + fault.getMessage(null);
  }
}
