package dev.crema.examples.torch;

import dev.crema.examples.torch.Values.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;

/**
 * A function of PyTorch: its parameters as PyTorch has them, and what Crema has for it.
 *
 * @param name its name
 * @param parameters names, in order; the last may take all that are left, as {@code *shape}
 * @param defaults the values of those that can be left out
 * @param body what it does
 */
record Signature(
    String name,
    List<String> parameters,
    Map<String, Object> defaults,
    Function<Arguments, Object> body) {

  /** {@code clamp(input, min=None, max=None)}. */
  static Signature of(String text, Function<Arguments, Object> body) {
    Expr.Call call = (Expr.Call) Parser.statements(text.replace("*", "")).getFirst();
    List<String> names =
        new java.util.ArrayList<>(
            call.arguments().stream().map(each -> ((Expr.Name) each).name()).toList());
    Map<String, Object> defaults = new HashMap<>();
    call.keywords()
        .forEach(
            (key, value) -> {
              names.add(key);
              defaults.put(key, Evaluator.constant(value));
            });
    String name = ((Expr.Name) call.function()).name();
    boolean rest = text.contains("*");
    return new Signature(rest ? "*" + name : name, names, defaults, body);
  }

  /** The name by which it is called. */
  String plainName() {
    return name.replace("*", "");
  }

  Object call(List<Object> given, SequencedMap<String, Object> keywords) {
    Map<String, Object> values = new HashMap<>(defaults);
    int rest = name.startsWith("*") ? parameters.size() - 1 - defaults.size() : Integer.MAX_VALUE;
    for (int i = 0; i < given.size(); i++) {
      if (i == rest) {
        values.put(parameters.get(i), new Tuple(given.subList(i, given.size())));
        break;
      }
      if (i >= parameters.size()) {
        throw new Unsupported("%s takes %d arguments".formatted(plainName(), parameters.size()));
      }
      values.put(parameters.get(i), given.get(i));
    }
    keywords.forEach(
        (key, value) -> {
          if (!parameters.contains(key)) {
            throw new Unsupported("%s has no argument '%s'".formatted(plainName(), key));
          }
          values.put(key, value);
        });
    return body.apply(new Arguments(values));
  }
}
