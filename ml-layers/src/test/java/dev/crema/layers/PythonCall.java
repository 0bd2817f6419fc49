package dev.crema.layers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A call as the reference cases write it: {@code nn.Linear(4, 3, bias=False)}.
 *
 * <p>Values are calls, {@link Name}s, lists, Long, Double, Boolean and String.
 *
 * @param function its dotted name
 * @param positional the arguments without a name
 * @param named the arguments with one
 */
record PythonCall(String function, List<Object> positional, SequencedMap<String, Object> named) {

  /** A variable. */
  record Name(String text) {}

  /** What is no call of this grammar: an operator, a tuple. */
  static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable(String text) {
      super(text);
    }
  }

  static Object parse(String text) {
    Reader reader = new Reader(text);
    Object value = reader.value();
    if (reader.token() != null) {
      throw new Unreadable(text);
    }
    return value;
  }

  /** The function's name without its module. */
  String simpleName() {
    return function.substring(function.lastIndexOf('.') + 1);
  }

  private static final class Reader {
    private static final Pattern TOKEN =
        Pattern.compile("\\s*([A-Za-z_][\\w.]*|-?\\d+(\\.\\d*)?(e-?\\d+)?|'[^']*'|\"[^\"]*\"|\\S)");
    private final List<String> tokens = new ArrayList<>();
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
      Matcher matcher = TOKEN.matcher(text);
      while (matcher.find()) {
        tokens.add(matcher.group(1));
      }
    }

    String token() {
      return at < tokens.size() ? tokens.get(at) : null;
    }

    private boolean skip(String token) {
      boolean there = token.equals(token());
      at += there ? 1 : 0;
      return there;
    }

    private void expect(String token) {
      if (!skip(token)) {
        throw new Unreadable(text);
      }
    }

    Object value() {
      String token = token();
      at++;
      if (token == null) {
        throw new Unreadable(text);
      }
      char first = token.charAt(0);
      if (first == '[') {
        return list();
      }
      if (first == '\'' || first == '"') {
        return token.substring(1, token.length() - 1);
      }
      if (Character.isDigit(first) || (first == '-' && token.length() > 1)) {
        return token.matches("-?\\d+") ? (Object) Long.valueOf(token) : Double.valueOf(token);
      }
      if (!Character.isLetter(first)) {
        throw new Unreadable(text);
      }
      return switch (token) {
        case "True" -> true;
        case "False" -> false;
        default -> skip("(") ? call(token) : new Name(token);
      };
    }

    private List<Object> list() {
      List<Object> values = new ArrayList<>();
      while (!skip("]")) {
        values.add(value());
        skip(",");
      }
      return values;
    }

    private PythonCall call(String function) {
      List<Object> positional = new ArrayList<>();
      SequencedMap<String, Object> named = new LinkedHashMap<>();
      while (!skip(")")) {
        Object value = value();
        if (value instanceof Name name && skip("=")) {
          named.put(name.text(), value());
        } else {
          positional.add(value);
        }
        if (!")".equals(token())) {
          expect(",");
        }
      }
      return new PythonCall(function, positional, named);
    }
  }

  /** The arguments from one on, by the names that they have in this order. */
  Map<String, Object> options(int from, List<String> names) {
    Map<String, Object> options = new LinkedHashMap<>();
    for (int i = from; i < positional.size(); i++) {
      options.put(names.get(i - from), positional.get(i));
    }
    options.putAll(named);
    return options;
  }
}
