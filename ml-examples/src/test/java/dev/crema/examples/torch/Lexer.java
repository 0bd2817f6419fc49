package dev.crema.examples.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts Python into words, numbers, strings and signs. */
final class Lexer {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(?<number>\\d+\\.?\\d*(?:[eE][-+]?\\d+)?|\\.\\d+(?:[eE][-+]?\\d+)?)"
              + "|(?<name>[A-Za-z_]\\w*)"
              + "|(?<string>'[^']*'|\"[^\"]*\")"
              + "|(?<sign>\\.\\.\\.|:=|\\*\\*|//|==|!=|<=|>=|[-+*/%@<>=&|^~()\\[\\]{},.:;]))");

  private Lexer() {}

  /** What kind of token it is. */
  enum Kind {
    NUMBER,
    NAME,
    STRING,
    SIGN,
    END
  }

  /** A token. */
  record Token(Kind kind, String text) {}

  /** All tokens of a text, the end last. */
  static List<Token> tokens(String text) {
    List<Token> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text);
    int at = 0;
    while (!text.substring(at).isBlank()) {
      if (!matcher.find(at) || matcher.start() != at) {
        throw new Unsupported("cannot read '%s'".formatted(text.substring(at)));
      }
      tokens.add(token(matcher));
      at = matcher.end();
    }
    tokens.add(new Token(Kind.END, "the end"));
    return tokens;
  }

  private static Token token(Matcher matcher) {
    if (matcher.group("number") != null) {
      return new Token(Kind.NUMBER, matcher.group("number"));
    }
    if (matcher.group("name") != null) {
      return new Token(Kind.NAME, matcher.group("name"));
    }
    String string = matcher.group("string");
    return string != null
        ? new Token(Kind.STRING, string.substring(1, string.length() - 1))
        : new Token(Kind.SIGN, matcher.group("sign"));
  }
}
