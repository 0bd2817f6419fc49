package dev.crema.optim;

import java.util.LinkedHashMap;
import java.util.Map;

/** Options as a command line has them: {@code name=value;name=value}. */
final class Settings {
  private Settings() {}

  static Map<String, String> parse(String text) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String part : text.split(";")) {
      String[] pair = part.split("=");
      options.put(pair[0], pair[1]);
    }
    return options;
  }
}
