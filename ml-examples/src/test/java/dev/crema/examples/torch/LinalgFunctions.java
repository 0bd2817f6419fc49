package dev.crema.examples.torch;

import dev.crema.examples.torch.Values.Tuple;
import dev.crema.functional.F;
import dev.crema.tensor.Factors;
import dev.crema.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** PyTorch's products and factorizations: {@code torch} and {@code torch.linalg}. */
final class LinalgFunctions {
  private static final Map<String, BinaryOperator<Tensor>> PRODUCTS =
      Map.of(
          "mm", Tensor::mm,
          "bmm", Tensor::bmm,
          "mv", Tensor::mv,
          "dot", Tensor::dot,
          "outer", Tensor::outer,
          "kron", Tensor::kron);

  private static final Map<String, UnaryOperator<Tensor>> OF_A_MATRIX =
      Map.of(
          "inv", Tensor::inverse,
          "det", Tensor::det,
          "cholesky", Tensor::cholesky,
          "svdvals", Tensor::svdvals,
          "eigvalsh", Tensor::eigvalsh);

  private LinalgFunctions() {}

  static void define() {
    PRODUCTS.forEach(
        (name, function) ->
            torch(
                name + "(input, mat2)", a -> function.apply(a.tensor("input"), a.tensor("mat2"))));
    OF_A_MATRIX.forEach(
        (name, function) ->
            Functions.define("torch.linalg", name + "(A)", a -> function.apply(a.tensor("A"))));
    torch("inverse(input)", a -> a.tensor("input").inverse());
    torch("det(input)", a -> a.tensor("input").det());
    torch("cholesky(input)", a -> a.tensor("input").cholesky());
    torch("trace(input)", a -> a.tensor("input").trace());
    torch("t(input)", a -> a.tensor("input").t());
    torch(
        "diagonal(input, offset=0, dim1=0, dim2=1)",
        a -> a.tensor("input").diagonal(a.integer("offset"), a.integer("dim1"), a.integer("dim2")));
    Functions.define("torch.linalg", "solve(A, B)", a -> a.tensor("A").solve(a.tensor("B")));
    determinants();
    cross();
    sums();
    torch("einsum(equation, *operands)", LinalgFunctions::einsum);
    torch("tensordot(a, b, dims=2)", LinalgFunctions::tensordot);
    Functions.define(
        "torch.nn.functional",
        "linear(input, weight, bias=None)",
        a ->
            F.linear(
                a.tensor("input"), a.tensor("weight"), a.has("bias") ? a.tensor("bias") : null));
  }

  private static void torch(String signature, Function<Arguments, Object> body) {
    Functions.define("torch", signature, body);
  }

  private static void determinants() {
    torch(
        "slogdet(input)",
        a -> {
          Factors.LogDeterminant found = a.tensor("input").slogdet();
          return new Tuple(List.of(found.sign(), found.logabsdet()));
        });
    torch("logdet(input)", a -> a.tensor("input").logdet());
  }

  private static void cross() {
    Functions.define(
        "torch.linalg",
        "cross(input, other, dim=-1)",
        a -> a.tensor("input").cross(a.tensor("other"), a.integer("dim")));
    torch(
        "cross(input, other, dim=None)",
        a -> {
          Tensor x = a.tensor("input");
          // the first axis of size 3
          int first =
              IntStream.range(0, x.ndim()).filter(i -> x.size(i) == 3).findFirst().orElse(0);
          return x.cross(a.tensor("other"), a.has("dim") ? a.integer("dim") : first);
        });
  }

  private static void sums() {
    torch(
        "addmm(input, mat1, mat2, beta=1, alpha=1)",
        a ->
            a.tensor("input")
                .addmm(a.tensor("mat1"), a.tensor("mat2"), a.number("beta"), a.number("alpha")));
    torch(
        "baddbmm(input, batch1, batch2, beta=1, alpha=1)",
        a ->
            a.tensor("input")
                .baddbmm(
                    a.tensor("batch1"), a.tensor("batch2"), a.number("beta"), a.number("alpha")));
  }

  private static Object einsum(Arguments a) {
    List<Object> operands = ((Tuple) a.get("operands")).items();
    List<Object> all =
        operands.size() == 1 && !(operands.getFirst() instanceof Tensor)
            ? Arguments.list(operands.getFirst())
            : operands;
    return Tensor.einsum(a.string("equation"), all.toArray(Tensor[]::new));
  }

  private static Object tensordot(Arguments a) {
    Tensor x = a.tensor("a");
    Tensor y = a.tensor("b");
    if (a.get("dims") instanceof Long count) {
      int axes = Math.toIntExact(count);
      return x.tensordot(
          y,
          IntStream.range(x.ndim() - axes, x.ndim()).toArray(),
          IntStream.range(0, axes).toArray());
    }
    List<Object> dims = Arguments.list(a.get("dims"));
    return x.tensordot(y, Arguments.integers(dims.get(0)), Arguments.integers(dims.get(1)));
  }
}
