package dev.crema.examples.torch;

import dev.crema.examples.torch.Expr.Assign;
import dev.crema.examples.torch.Expr.Attribute;
import dev.crema.examples.torch.Expr.Binary;
import dev.crema.examples.torch.Expr.Call;
import dev.crema.examples.torch.Expr.DictOf;
import dev.crema.examples.torch.Expr.Index;
import dev.crema.examples.torch.Expr.Lambda;
import dev.crema.examples.torch.Expr.ListOf;
import dev.crema.examples.torch.Expr.Literal;
import dev.crema.examples.torch.Expr.Name;
import dev.crema.examples.torch.Expr.Slice;
import dev.crema.examples.torch.Expr.TupleOf;
import dev.crema.examples.torch.Expr.Unary;
import dev.crema.examples.torch.Lexer.Kind;
import dev.crema.examples.torch.Lexer.Token;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Reads statements separated by semicolons: Python's expressions, with its precedences. */
final class Parser {
  /** Binary operators from those that bind least on, a level a row; all of them left to right. */
  private static final List<List<String>> LEVELS =
      List.of(
          List.of("or"),
          List.of("and"),
          List.of("==", "!=", "<", "<=", ">", ">="),
          List.of("|"),
          List.of("^"),
          List.of("&"),
          List.of("+", "-"),
          List.of("*", "/", "//", "%", "@"));

  /** {@code not} binds less than comparisons and more than {@code and}. */
  private static final int NOT_LEVEL = 2;

  private static final Expr NONE = new Literal(Values.NONE);

  private final List<Token> tokens;
  private int at;

  private Parser(String text) {
    this.tokens = Lexer.tokens(text);
  }

  static List<Expr> statements(String text) {
    Parser parser = new Parser(text);
    List<Expr> statements = new ArrayList<>();
    while (parser.peek().kind() != Kind.END) {
      statements.add(parser.statement());
      if (!parser.take(";") && parser.peek().kind() != Kind.END) {
        throw new Unsupported("'%s' after a statement".formatted(parser.peek().text()));
      }
    }
    return statements;
  }

  private Token peek() {
    return tokens.get(at);
  }

  /** Whether the next token is this sign or word; if so it is taken. */
  private boolean take(String text) {
    boolean is = is(text);
    at += is ? 1 : 0;
    return is;
  }

  private boolean is(String text) {
    Token token = peek();
    boolean word = token.kind() == Kind.SIGN || token.kind() == Kind.NAME;
    return word && token.text().equals(text);
  }

  private void need(String text) {
    if (!take(text)) {
      throw new Unsupported("'%s' where '%s' should be".formatted(peek().text(), text));
    }
  }

  private Expr statement() {
    Expr first = list();
    return take("=") ? new Assign(first, statement()) : first;
  }

  /** An expression, or several with commas, which are a tuple. */
  private Expr list() {
    Expr first = expression();
    if (!is(",")) {
      return first;
    }
    List<Expr> items = new ArrayList<>(List.of(first));
    while (take(",")) {
      if (is(")") || is("=") || is(";") || peek().kind() == Kind.END) {
        break;
      }
      items.add(expression());
    }
    return new TupleOf(items);
  }

  private Expr expression() {
    if (take("lambda")) {
      List<String> parameters = new ArrayList<>();
      while (!take(":")) {
        parameters.add(tokens.get(at++).text());
        take(",");
      }
      return new Lambda(parameters, expression());
    }
    Expr expr = level(0);
    return take(":=") ? new Assign(expr, expression()) : expr;
  }

  private Expr level(int level) {
    if (level == NOT_LEVEL && take("not")) {
      return new Unary("not", level(level));
    }
    if (level == LEVELS.size()) {
      return unary();
    }
    Expr left = level(level + 1);
    while (LEVELS.get(level).stream().anyMatch(this::is)) {
      String operator = tokens.get(at++).text();
      left = new Binary(operator, left, level(level + 1));
    }
    return left;
  }

  /** A power binds more than a sign on its left, and less than one on its right. */
  private Expr unary() {
    for (String sign : List.of("-", "+", "~")) {
      if (take(sign)) {
        return new Unary(sign, unary());
      }
    }
    Expr base = postfix();
    return take("**") ? new Binary("**", base, unary()) : base;
  }

  private Expr postfix() {
    Expr expr = atom();
    while (true) {
      if (take(".")) {
        expr = new Attribute(expr, tokens.get(at++).text());
      } else if (take("(")) {
        expr = call(expr);
      } else if (take("[")) {
        expr = index(expr);
      } else {
        return expr;
      }
    }
  }

  private Expr call(Expr function) {
    List<Expr> arguments = new ArrayList<>();
    SequencedMap<String, Expr> keywords = new LinkedHashMap<>();
    while (!take(")")) {
      boolean keyword =
          peek().kind() == Kind.NAME && tokens.get(at + 1).equals(new Token(Kind.SIGN, "="));
      if (keyword) {
        String name = tokens.get(at).text();
        at += 2;
        keywords.put(name, expression());
      } else {
        arguments.add(expression());
      }
      if (!is(")")) {
        need(",");
      }
    }
    return new Call(function, arguments, keywords);
  }

  private Expr index(Expr of) {
    List<Expr> items = new ArrayList<>();
    boolean tuple = false;
    while (!take("]")) {
      items.add(indexItem());
      if (!is("]")) {
        need(",");
        tuple = true;
      }
    }
    return new Index(of, items, tuple);
  }

  private Expr indexItem() {
    Expr from = is(":") ? NONE : expression();
    if (!take(":")) {
      return from;
    }
    Expr to = is(":") || is(",") || is("]") ? NONE : expression();
    Expr step = take(":") && !is(",") && !is("]") ? expression() : NONE;
    return new Slice(from, to, step);
  }

  private Expr atom() {
    Token token = tokens.get(at++);
    return switch (token.kind()) {
      case NUMBER -> new Literal(number(token.text()));
      case STRING -> new Literal(token.text());
      case NAME -> name(token.text());
      case SIGN -> bracket(token.text());
      case END -> throw new Unsupported("the text ends in the middle of an expression");
    };
  }

  private static Object number(String text) {
    return text.matches("\\d+") ? (Object) Long.valueOf(text) : Double.valueOf(text);
  }

  private static Expr name(String name) {
    return switch (name) {
      case "True" -> new Literal(true);
      case "False" -> new Literal(false);
      case "None" -> NONE;
      default -> new Name(name);
    };
  }

  private Expr bracket(String sign) {
    return switch (sign) {
      case "..." -> new Literal(Values.ELLIPSIS);
      case "(" -> {
        Expr inner = is(")") ? new TupleOf(List.of()) : list();
        need(")");
        yield inner;
      }
      case "[" -> new ListOf(items("]"));
      case "{" -> dict();
      default -> throw new Unsupported("'%s' where a value should be".formatted(sign));
    };
  }

  private List<Expr> items(String end) {
    List<Expr> items = new ArrayList<>();
    while (!take(end)) {
      items.add(expression());
      if (!is(end)) {
        need(",");
      }
    }
    return items;
  }

  private Expr dict() {
    SequencedMap<Expr, Expr> items = new LinkedHashMap<>();
    while (!take("}")) {
      Expr key = expression();
      need(":");
      items.put(key, expression());
      if (!is("}")) {
        need(",");
      }
    }
    return new DictOf(items);
  }
}
