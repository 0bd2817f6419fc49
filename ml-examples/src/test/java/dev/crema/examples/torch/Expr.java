package dev.crema.examples.torch;

import java.util.List;
import java.util.SequencedMap;

/** An expression of the Python in which reference cases are written. */
sealed interface Expr {
  /** A number (Long or Double), a string, a boolean, {@link Values#NONE}, or an ellipsis. */
  record Literal(Object value) implements Expr {}

  /** A name. */
  record Name(String name) implements Expr {}

  /** {@code of.name}. */
  record Attribute(Expr of, String name) implements Expr {}

  /** {@code function(arguments, key=value)}. */
  record Call(Expr function, List<Expr> arguments, SequencedMap<String, Expr> keywords)
      implements Expr {}

  /** {@code of[items]}; one item, or those of a tuple. */
  record Index(Expr of, List<Expr> items, boolean tuple) implements Expr {}

  /** {@code from:to:step} in brackets; {@link Values#NONE} where a part is left out. */
  record Slice(Expr from, Expr to, Expr step) implements Expr {}

  /** {@code left operator right}. */
  record Binary(String operator, Expr left, Expr right) implements Expr {}

  /** {@code operator of}. */
  record Unary(String operator, Expr of) implements Expr {}

  /** {@code (a, b)}. */
  record TupleOf(List<Expr> items) implements Expr {}

  /** {@code [a, b]}. */
  record ListOf(List<Expr> items) implements Expr {}

  /** {@code {"a": b}}. */
  record DictOf(SequencedMap<Expr, Expr> items) implements Expr {}

  /** {@code lambda x: body}. */
  record Lambda(List<String> parameters, Expr body) implements Expr {}

  /** {@code target = value}, or {@code (name := value)}: a name, a tuple of names, or an index. */
  record Assign(Expr target, Expr value) implements Expr {}
}
