package dev.crema.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fenced block of a Markdown page.
 *
 * @param line where it stands, from 1
 * @param language what is written after the opening fence
 * @param before the text between the last block and this one
 * @param text what is between the fences
 */
record CodeBlock(int line, String language, String before, String text) {
  private static final Pattern FENCED =
      Pattern.compile("^```(\\w*)\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern PACKAGE = Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE);
  private static final Pattern PUBLIC_CLASS =
      Pattern.compile("^public (?:final )?class (\\w+)", Pattern.MULTILINE);

  /** The blocks of a page. */
  static List<CodeBlock> of(Path page) {
    String text;
    try {
      text = Files.readString(page);
    } catch (IOException e) {
      throw new AssertionError(page + " cannot be read", e);
    }
    List<CodeBlock> blocks = new ArrayList<>();
    Matcher fence = FENCED.matcher(text);
    for (int from = 0; fence.find(); from = fence.end()) {
      int line = (int) text.substring(0, fence.start()).lines().count() + 1;
      String before = text.substring(from, fence.start()).strip();
      blocks.add(new CodeBlock(line, fence.group(1), before, fence.group(2)));
    }
    return blocks;
  }

  /** Whether this is Java that stands by itself; a fragment has no imports. */
  boolean isWholeJava() {
    return language.equals("java") && text.lines().anyMatch(line -> line.startsWith("import "));
  }

  /** Whether this is a program, which can be run. */
  boolean isProgram() {
    return isWholeJava() && text.contains("void main(");
  }

  /** The full name of its class; a compact source file is called by its line. */
  String className() {
    Matcher in = PACKAGE.matcher(text);
    Matcher called = PUBLIC_CLASS.matcher(text);
    String simple = called.find() ? called.group(1) : "Line" + line;
    return in.find() ? in.group(1) + "." + simple : simple;
  }
}
