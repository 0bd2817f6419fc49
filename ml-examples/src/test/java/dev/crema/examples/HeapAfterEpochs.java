package dev.crema.examples;

import java.io.PrintWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/**
 * A program that runs the command and prints, after each line about an epoch, the bytes that the
 * heap holds once all garbage is collected.
 */
final class HeapAfterEpochs {
  private HeapAfterEpochs() {}

  /** Runs the command with these words. */
  public static void main(String[] words) {
    Writer told =
        new Writer() {
          private final StringBuilder line = new StringBuilder();

          @Override
          public void write(char[] characters, int from, int count) {
            for (int i = from; i < from + count; i++) {
              if (characters[i] == '\n') {
                said(line.toString());
                line.setLength(0);
              } else {
                line.append(characters[i]);
              }
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    int code =
        CremaCommand.commandLine(/* terminal= */ false)
            .setOut(new PrintWriter(told))
            .execute(words);
    System.exit(code);
  }

  private static void said(String line) {
    System.out.println(line);
    if (line.startsWith("epoch ")) {
      MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
      memory.gc();
      System.out.println("heap " + memory.getHeapMemoryUsage().getUsed());
    }
  }
}
