package dev.crema.examples;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** How much of the log is shown; logback.xml says where and how. */
final class Logs {
  private Logs() {}

  /** From now on what Crema logs at level INFO as well. */
  static void showInfo() {
    if (LoggerFactory.getLogger("dev.crema") instanceof Logger logger) {
      logger.setLevel(Level.INFO);
    }
  }
}
