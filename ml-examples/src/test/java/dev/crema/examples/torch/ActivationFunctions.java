package dev.crema.examples.torch;

import dev.crema.functional.F;
import dev.crema.tensor.Tensor;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** PyTorch's activations: {@code torch.nn.functional} and those that are in {@code torch} too. */
final class ActivationFunctions {
  private static final Map<String, UnaryOperator<Tensor>> UNARY =
      Map.ofEntries(
          Map.entry("hardsigmoid", Tensor::hardsigmoid),
          Map.entry("hardswish", Tensor::hardswish),
          Map.entry("logsigmoid", Tensor::logsigmoid),
          Map.entry("mish", Tensor::mish),
          Map.entry("relu6", Tensor::relu6),
          Map.entry("silu", Tensor::silu),
          Map.entry("softsign", Tensor::softsign),
          Map.entry("tanhshrink", Tensor::tanhshrink));

  private ActivationFunctions() {}

  static void define() {
    UNARY.forEach((name, function) -> f(name + "(input)", a -> function.apply(x(a))));
    f("leaky_relu(input, negative_slope=0.01)", a -> x(a).leakyRelu(a.number("negative_slope")));
    f("elu(input, alpha=1.0)", a -> x(a).elu(a.number("alpha")));
    f("gelu(input, approximate='none')", a -> x(a).gelu(a.string("approximate")));
    f("glu(input, dim=-1)", a -> F.glu(x(a), a.integer("dim")));
    f("hardshrink(input, lambd=0.5)", a -> x(a).hardshrink(a.number("lambd")));
    f("softshrink(input, lambd=0.5)", a -> x(a).softshrink(a.number("lambd")));
    f(
        "hardtanh(input, min_val=-1.0, max_val=1.0)",
        a -> x(a).hardtanh(a.number("min_val"), a.number("max_val")));
    f(
        "softplus(input, beta=1, threshold=20)",
        a -> x(a).softplus(a.number("beta"), a.number("threshold")));
    f("softmin(input, dim)", a -> F.softmin(x(a), a.integer("dim")));
    f(
        "threshold(input, threshold, value)",
        a -> x(a).threshold(a.number("threshold"), a.number("value")));
    f(
        "normalize(input, p=2.0, dim=1, eps=1e-12)",
        a -> F.normalize(x(a), a.number("p"), a.integer("dim"), a.number("eps")));
    f(
        "pairwise_distance(x1, x2, p=2.0, eps=1e-6, keepdim=False)",
        a ->
            F.pairwiseDistance(
                a.tensor("x1"), a.tensor("x2"), a.number("p"), a.number("eps"), a.bool("keepdim")));
    f(
        "one_hot(input, num_classes=-1)",
        a -> {
          int classes = a.integer("num_classes");
          return F.oneHot(x(a), classes < 0 ? (int) x(a).max().itemLong() + 1 : classes);
        });
    torch(
        "cosine_similarity(x1, x2, dim=1, eps=1e-8)",
        a -> F.cosineSimilarity(a.tensor("x1"), a.tensor("x2"), a.integer("dim"), a.number("eps")));
    torch("cdist(x1, x2, p=2.0)", a -> a.tensor("x1").cdist(a.tensor("x2"), a.number("p")));
    torch("selu(input)", a -> x(a).selu());
    torch("celu(input, alpha=1.0)", a -> x(a).celu(a.number("alpha")));
    torch("prelu(input, weight)", a -> x(a).prelu(a.tensor("weight")));
    torch("softmax(input, dim)", a -> x(a).softmax(a.integer("dim")));
    torch("log_softmax(input, dim)", a -> x(a).logSoftmax(a.integer("dim")));
  }

  private static Tensor x(Arguments a) {
    return a.tensor("input");
  }

  private static void f(String signature, Function<Arguments, Object> body) {
    Functions.define("torch.nn.functional", signature, body);
  }

  private static void torch(String signature, Function<Arguments, Object> body) {
    Functions.define("torch", signature, body);
  }
}
