package dev.crema.examples.torch;

import dev.crema.api.Module;
import dev.crema.examples.torch.Values.Namespace;
import dev.crema.examples.torch.Values.Range;
import dev.crema.examples.torch.Values.Tuple;
import dev.crema.tensor.DType;
import dev.crema.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/** Evaluates Python written for PyTorch with Crema. */
final class Evaluator {
  private static final Map<String, String> NAMESPACES =
      Map.of("torch", "torch", "F", "torch.nn.functional", "nn", "torch.nn", "math", "math");

  /** What the parts of a result that is several are called. */
  private static final Map<String, Integer> NAMED =
      Map.of("values", 0, "indices", 1, "sign", 0, "logabsdet", 1);

  private final Map<String, Object> names;

  /** An evaluator with these names. */
  Evaluator(Map<String, ?> names) {
    this.names = new HashMap<>(names);
  }

  /** The value of the last of several statements. */
  Object run(String text) {
    Object last = Values.NONE;
    for (Expr statement : Parser.statements(text)) {
      last = value(statement);
    }
    return last;
  }

  /** The value of an expression without names. */
  static Object constant(Expr expr) {
    return new Evaluator(Map.of()).value(expr);
  }

  private Object value(Expr expr) {
    return switch (expr) {
      case Expr.Literal literal -> literal.value();
      case Expr.Name name -> name(name.name());
      case Expr.Attribute attribute -> attribute(value(attribute.of()), attribute.name());
      case Expr.Call call -> call(call);
      case Expr.Index index -> index(value(index.of()), items(index.items()));
      case Expr.Slice slice ->
          new Range(value(slice.from()), value(slice.to()), value(slice.step()));
      case Expr.Binary binary ->
          Operators.binary(binary.operator(), value(binary.left()), value(binary.right()));
      case Expr.Unary unary -> Operators.unary(unary.operator(), value(unary.of()));
      case Expr.TupleOf tuple -> new Tuple(items(tuple.items()));
      case Expr.ListOf list -> items(list.items());
      case Expr.DictOf dict -> dict(dict);
      case Expr.Lambda lambda -> lambda;
      case Expr.Assign assign -> assign(assign.target(), value(assign.value()));
    };
  }

  private List<Object> items(List<Expr> expressions) {
    List<Object> items = new ArrayList<>();
    expressions.forEach(each -> items.add(value(each)));
    return items;
  }

  private Object dict(Expr.DictOf dict) {
    SequencedMap<Object, Object> values = new LinkedHashMap<>();
    dict.items().forEach((key, item) -> values.put(value(key), value(item)));
    return values;
  }

  private Object name(String name) {
    if (names.containsKey(name)) {
      return names.get(name);
    }
    String namespace = NAMESPACES.get(name);
    if (namespace != null) {
      return new Namespace(namespace);
    }
    return Functions.in("builtins", name);
  }

  private Object assign(Expr target, Object value) {
    switch (target) {
      case Expr.Name name -> names.put(name.name(), value);
      case Expr.TupleOf tuple -> {
        List<Object> values = Arguments.list(value);
        for (int i = 0; i < values.size(); i++) {
          var _ = assign(tuple.items().get(i), values.get(i));
        }
      }
      case Expr.Index index -> {
        Tensor of = (Tensor) value(index.of());
        Tensor values = Operators.tensor(value, of);
        var _ = assign(index.of(), of.indexPut(values, Subscripts.of(items(index.items()))));
      }
      default -> throw new Unsupported("assignment to " + target);
    }
    return value;
  }

  private static Object attribute(Object of, String name) {
    if (of instanceof Namespace namespace) {
      return Functions.attribute(namespace.name(), name);
    }
    if (of instanceof Tensor tensor) {
      return switch (name) {
        case "shape" -> new Tuple(shape(tensor));
        case "dtype" -> tensor.dtype();
        case "ndim" -> (long) tensor.ndim();
        case "T" -> tensor.t();
        case "mT" -> tensor.transpose(-2, -1);
        default -> new Method(tensor, name);
      };
    }
    Integer place = of instanceof Tuple ? NAMED.get(name) : null;
    if (place != null) {
      return ((Tuple) of).items().get(place);
    }
    if (of instanceof Module module) {
      return new OfModule(module, name);
    }
    throw new Unsupported("attribute %s of %s".formatted(name, of));
  }

  private static List<Object> shape(Tensor tensor) {
    List<Object> sizes = new ArrayList<>();
    for (int size : tensor.shape().toArray()) {
      sizes.add((long) size);
    }
    return sizes;
  }

  /** A method of a tensor. */
  private record Method(Tensor tensor, String name) {}

  /** A method of a module. */
  private record OfModule(Module module, String name) {}

  private Object call(Expr.Call call) {
    Object function = value(call.function());
    List<Object> arguments = new ArrayList<>(items(call.arguments()));
    SequencedMap<String, Object> keywords = new LinkedHashMap<>();
    call.keywords().forEach((key, item) -> keywords.put(key, value(item)));
    return switch (function) {
      case Signature signature -> signature.call(arguments, keywords);
      case Method method -> {
        arguments.addFirst(method.tensor);
        yield Functions.method(method.name).call(arguments, keywords);
      }
      case Expr.Lambda lambda -> apply(lambda, arguments);
      case Constructor constructor -> constructor.create(arguments, keywords);
      case OfModule method -> ModuleMethods.call(method.module, method.name, arguments);
      case Module module -> ModuleMethods.call(module, "__call__", arguments);
      default -> throw new Unsupported("%s is no function".formatted(function));
    };
  }

  private Object apply(Expr.Lambda lambda, List<Object> arguments) {
    Evaluator inner = new Evaluator(names);
    for (int i = 0; i < lambda.parameters().size(); i++) {
      inner.names.put(lambda.parameters().get(i), arguments.get(i));
    }
    return inner.value(lambda.body());
  }

  private static Object index(Object of, List<Object> items) {
    if (of instanceof Tensor tensor) {
      return tensor.get(Subscripts.of(items));
    }
    List<Object> list = Arguments.list(of);
    int at = Arguments.integer(items.getFirst());
    return list.get(at < 0 ? at + list.size() : at);
  }

  /** {@code torch.float32} and the like, or null. */
  static DType dtype(String name) {
    for (DType dtype : DType.values()) {
      if (dtype.name().toLowerCase(Locale.ROOT).equals(name)) {
        return dtype;
      }
    }
    return switch (name) {
      case "float" -> DType.FLOAT32;
      case "double" -> DType.FLOAT64;
      case "half" -> DType.FLOAT16;
      case "long" -> DType.INT64;
      case "int" -> DType.INT32;
      default -> null;
    };
  }
}
