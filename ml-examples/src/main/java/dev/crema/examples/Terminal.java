package dev.crema.examples;

import java.io.Console;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The terminal that the command may run in. */
final class Terminal {
  private static final int USUAL_COLUMNS = 80;
  private static final long SECONDS = 1;

  private Terminal() {}

  /** Whether somebody looks at what is printed. Some JDKs give no console where nobody does. */
  static boolean isThere() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  /** How wide it is, as {@code stty} says; 80 where that says nothing. */
  static int columns() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(Redirect.INHERIT)
              .redirectError(Redirect.DISCARD)
              .start();
      if (!stty.waitFor(SECONDS, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return USUAL_COLUMNS;
      }
      byte[] answer = stty.getInputStream().readAllBytes();
      return columns(new String(answer, StandardCharsets.US_ASCII));
    } catch (IOException e) {
      return USUAL_COLUMNS; // there is no stty here
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return USUAL_COLUMNS;
    }
  }

  /** The second number of {@code "24 80"}. */
  static int columns(String answer) {
    String[] words = answer.strip().split(" ", -1);
    boolean known = words.length == 2 && words[1].matches("[1-9]\\d{0,4}");
    return known ? Integer.parseInt(words[1]) : USUAL_COLUMNS;
  }
}
