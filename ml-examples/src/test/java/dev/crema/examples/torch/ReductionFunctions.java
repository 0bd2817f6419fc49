package dev.crema.examples.torch;

import dev.crema.examples.torch.Values.Tuple;
import dev.crema.tensor.DType;
import dev.crema.tensor.Statistics.Interpolation;
import dev.crema.tensor.Statistics.Unique;
import dev.crema.tensor.Tensor;
import dev.crema.tensor.ValuesAndIndices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** PyTorch's reductions, running totals and order statistics. */
final class ReductionFunctions {
  private static final String AXES = "(input, dim=None, keepdim=False)";

  private ReductionFunctions() {}

  static void define() {
    axes();
    deviations();
    pairs();
    counts();
    chosen();
    running();
    order();
  }

  private static Tensor x(Arguments a) {
    return a.tensor("input");
  }

  /** The axes asked for; none for all. */
  private static int[] dims(Arguments a) {
    return a.has("dim") ? a.integers("dim") : new int[0];
  }

  private static void torch(String signature, Function<Arguments, Object> body) {
    Functions.define("torch", signature, body);
  }

  private static void reduction(String name, BiFunction<Tensor, Arguments, Object> body) {
    torch(name + AXES, a -> body.apply(x(a), a));
  }

  private static void axes() {
    for (String name : List.of("sum", "mean", "prod")) {
      torch(
          name + "(input, dim=None, keepdim=False, dtype=None)",
          a -> {
            Tensor x = a.has("dtype") ? x(a).to(a.dtype("dtype")) : x(a);
            return switch (name) {
              case "sum" -> x.sum(a.bool("keepdim"), dims(a));
              case "mean" -> x.mean(a.bool("keepdim"), dims(a));
              default -> x.prod(a.bool("keepdim"), dims(a));
            };
          });
    }
    reduction("amax", (x, a) -> x.amax(a.bool("keepdim"), dims(a)));
    reduction("amin", (x, a) -> x.amin(a.bool("keepdim"), dims(a)));
    reduction("all", (x, a) -> x.all(a.bool("keepdim"), dims(a)));
    reduction("any", (x, a) -> x.any(a.bool("keepdim"), dims(a)));
    reduction("logsumexp", (x, a) -> x.logsumexp(a.bool("keepdim"), dims(a)));
    reduction("nansum", (x, a) -> keep(x.nansum(dims(a)), x, a));
    reduction("nanmean", (x, a) -> keep(x.nanmean(dims(a)), x, a));
    torch("count_nonzero(input, dim=None)", a -> x(a).countNonzero(dims(a)));
    Functions.define(
        "torch.linalg",
        "vector_norm(input, ord=2, dim=None, keepdim=False)",
        a -> x(a).vectorNorm(a.number("ord"), a.bool("keepdim"), dims(a)));
    torch(
        "norm(input, p=2, dim=None, keepdim=False)",
        a ->
            x(a).vectorNorm(
                    "fro".equals(a.get("p")) ? 2 : a.number("p"), a.bool("keepdim"), dims(a)));
  }

  /** With the reduced axes as ones where they are to be kept. */
  private static Tensor keep(Tensor reduced, Tensor x, Arguments a) {
    return a.bool("keepdim") ? reduced.reshape(x.amax(true, dims(a)).shape()) : reduced;
  }

  private static void deviations() {
    for (String name : List.of("var", "std")) {
      torch(
          name + "(input, dim=None, unbiased=None, keepdim=False, correction=None)",
          a -> deviation(name, a));
    }
  }

  private static Tensor deviation(String name, Arguments a) {
    // torch.var(a, False) gives the second argument to `unbiased`
    boolean second = a.get("dim") instanceof Boolean;
    Object unbiased = second ? a.get("dim") : a.get("unbiased");
    int correction =
        a.has("correction") ? a.integer("correction") : Boolean.FALSE.equals(unbiased) ? 0 : 1;
    int[] dims = second ? new int[0] : dims(a);
    return name.equals("var")
        ? x(a).var(correction, a.bool("keepdim"), dims)
        : x(a).std(correction, a.bool("keepdim"), dims);
  }

  private static void pairs() {
    reduction(
        "aminmax",
        (x, a) ->
            new Tuple(
                List.of(x.amin(a.bool("keepdim"), dims(a)), x.amax(a.bool("keepdim"), dims(a)))));
    for (String name : List.of("var", "std")) {
      torch(
          name + "_mean(input, dim=None, unbiased=None, keepdim=False, correction=None)",
          a -> {
            boolean second = a.get("dim") instanceof Boolean;
            Tensor mean = second ? x(a).mean() : x(a).mean(a.bool("keepdim"), dims(a));
            return new Tuple(List.of(deviation(name, a), mean));
          });
    }
  }

  private static Tuple pair(ValuesAndIndices found, int dim, Arguments a) {
    boolean keep = a.bool("keepdim");
    Tensor values = keep ? found.values().unsqueeze(dim) : found.values();
    Tensor indices = keep ? found.indices().unsqueeze(dim) : found.indices();
    return new Tuple(List.of(values, indices));
  }

  private static void chosen() {
    for (String name : List.of("max", "min")) {
      boolean max = name.equals("max");
      torch(
          name + AXES,
          a -> {
            if (!a.has("dim")) {
              return max ? x(a).max() : x(a).min();
            }
            if (a.get("dim") instanceof Tensor other) {
              return max ? x(a).maximum(other) : x(a).minimum(other);
            }
            int dim = a.integer("dim");
            return pair(max ? x(a).max(dim) : x(a).min(dim), dim, a);
          });
      torch(
          "arg" + name + AXES,
          a -> {
            if (!a.has("dim")) {
              return max ? x(a).argmax() : x(a).argmin();
            }
            int dim = a.integer("dim");
            Tensor found = max ? x(a).argmax(dim) : x(a).argmin(dim);
            return a.bool("keepdim") ? found.unsqueeze(dim) : found;
          });
    }
    torch(
        "median" + AXES,
        a -> {
          if (!a.has("dim")) {
            return x(a).median();
          }
          int dim = a.integer("dim");
          return pair(x(a).median(dim), dim, a);
        });
    torch(
        "kthvalue(input, k, dim=-1, keepdim=False)",
        a -> pair(x(a).kthvalue(a.integer("k"), a.integer("dim")), a.integer("dim"), a));
    torch(
        "mode(input, dim=-1, keepdim=False)",
        a -> pair(x(a).mode(a.integer("dim")), a.integer("dim"), a));
    torch(
        "quantile(input, q, dim=None, keepdim=False, interpolation='linear')",
        ReductionFunctions::quantile);
  }

  /** Of several shares, each along a new first axis. */
  private static Tensor quantile(Arguments a) {
    Tensor x = a.has("dim") ? x(a) : x(a).flatten();
    int dim = a.has("dim") ? a.integer("dim") : 0;
    Interpolation between = a.choice(Interpolation.class, "interpolation");
    Function<Double, Tensor> one = q -> x.quantile(q, dim, a.bool("keepdim"), between);
    if (a.get("q") instanceof Tensor several && several.ndim() == 1) {
      return Tensor.stack(Arrays.stream(several.toDoubles()).boxed().map(one).toList(), 0);
    }
    return one.apply(a.number("q"));
  }

  private static void running() {
    torch("cumsum(input, dim)", a -> x(a).cumsum(a.integer("dim")));
    torch("cumprod(input, dim)", a -> x(a).cumprod(a.integer("dim")));
    torch("logcumsumexp(input, dim)", a -> x(a).logcumsumexp(a.integer("dim")));
    torch("cummax(input, dim)", a -> both(x(a).cummax(a.integer("dim"))));
    torch("cummin(input, dim)", a -> both(x(a).cummin(a.integer("dim"))));
    torch(
        "diff(input, n=1, dim=-1, prepend=None, append=None)",
        a -> {
          List<Tensor> parts = new ArrayList<>(List.of(x(a)));
          if (a.has("prepend")) {
            parts.addFirst(a.tensor("prepend"));
          }
          if (a.has("append")) {
            parts.add(a.tensor("append"));
          }
          Tensor x = Tensor.cat(parts, a.integer("dim"));
          for (int i = 0; i < a.integer("n"); i++) {
            x = x.diff(a.integer("dim"));
          }
          return x;
        });
  }

  private static Tuple both(ValuesAndIndices found) {
    return new Tuple(List.of(found.values(), found.indices()));
  }

  private static void order() {
    torch(
        "sort(input, dim=-1, descending=False, stable=False)",
        a -> both(x(a).sort(a.integer("dim"), a.bool("descending"))));
    torch(
        "argsort(input, dim=-1, descending=False, stable=False)",
        a -> x(a).argsort(a.integer("dim"), a.bool("descending")));
    Functions.define("Tensor", "item(input)", a -> item(x(a)));
  }

  private static void counts() {
    String results = "return_inverse=False, return_counts=False";
    torch("unique(input, sorted=True, " + results + ")", a -> results(x(a).unique(), a));
    torch("unique_consecutive(input, " + results + ")", a -> results(x(a).uniqueConsecutive(), a));
    torch(
        "histc(input, bins=100, min=0, max=0)",
        a -> x(a).histc(a.integer("bins"), a.number("min"), a.number("max")));
    torch(
        "bincount(input, weights=None, minlength=0)",
        a -> x(a).bincount(a.has("weights") ? a.tensor("weights") : null, a.integer("minlength")));
  }

  private static Object results(Unique unique, Arguments a) {
    List<Object> results = new ArrayList<>(List.of(unique.values()));
    if (a.bool("return_inverse")) {
      results.add(unique.inverse());
    }
    if (a.bool("return_counts")) {
      results.add(unique.counts());
    }
    return results.size() == 1 ? results.getFirst() : new Tuple(results);
  }

  private static Object item(Tensor x) {
    return x.dtype() == DType.BOOL
        ? (Object) x.itemBoolean()
        : x.isFloating() ? (Object) x.item() : x.itemLong();
  }
}
