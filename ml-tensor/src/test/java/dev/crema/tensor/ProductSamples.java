package dev.crema.tensor;

import static dev.crema.tensor.FunctionSample.normal;
import static dev.crema.tensor.FunctionSample.on;

import dev.crema.functional.F;
import java.util.List;
import java.util.function.UnaryOperator;

/** Products of vectors, matrices and batches of them, and what is made of a matrix. */
final class ProductSamples {
  private ProductSamples() {}

  static List<FunctionSample> all() {
    return java.util.stream.Stream.of(products(), sums(), ofAMatrix())
        .flatMap(List::stream)
        .toList();
  }

  private static List<FunctionSample> products() {
    return List.of(
        FunctionSample.of(
            "matmul",
            in -> in[0].matmul(in[1]),
            on(normal(1, 2, 3), normal(2, 3, 4)),
            on(normal(1, 3), normal(2, 3)),
            on(normal(1, 3), normal(2, 2, 3, 2)),
            on(normal(1, 2, 1, 2, 3), normal(2, 3, 3, 2)),
            on(normal(1, 2, 3), normal(2, 3)),
            on(normal(1, 0, 3), normal(2, 3, 2)),
            on(normal(1, 2, 0), normal(2, 0, 3)),
            on(normal(1, 70, 90), normal(2, 90, 50))),
        FunctionSample.of("mm", in -> in[0].mm(in[1]), on(normal(1, 3, 2), normal(2, 2, 3))),
        FunctionSample.of(
            "bmm", in -> in[0].bmm(in[1]), on(normal(1, 2, 3, 2), normal(2, 2, 2, 3))),
        FunctionSample.of("mv", in -> in[0].mv(in[1]), on(normal(1, 3, 2), normal(2, 2))),
        FunctionSample.of(
            "dot",
            in -> in[0].dot(in[1]),
            on(normal(1, 5), normal(2, 5)),
            on(normal(1, 0), normal(2, 0))),
        FunctionSample.of("outer", in -> in[0].outer(in[1]), on(normal(1, 3), normal(2, 4))),
        FunctionSample.of(
            "kron",
            in -> in[0].kron(in[1]),
            on(normal(1, 2, 3), normal(2, 3, 1)),
            on(normal(1), normal(2, 2))),
        FunctionSample.of(
            "tensordot",
            in -> in[0].tensordot(in[1], new int[] {1, 2}, new int[] {1, 0}),
            on(normal(1, 2, 3, 4), normal(2, 4, 3, 2))),
        FunctionSample.of(
            "linear",
            in -> F.linear(in[0], in[1], in[2]),
            on(normal(1, 2, 3), normal(2, 4, 3), normal(3, 4)),
            on(normal(1, 2, 2, 3), normal(2, 4, 3), normal(3, 4)),
            on(normal(1, 40, 60), normal(2, 50, 60), normal(3, 50))));
  }

  private static List<FunctionSample> sums() {
    return List.of(
        FunctionSample.of(
            "einsum ij,jk->ki",
            in -> Tensor.einsum("ij,jk->ki", in),
            on(normal(1, 2, 3), normal(2, 3, 4)),
            on(normal(1, 60, 70), normal(2, 70, 40))),
        FunctionSample.of(
            "einsum ...ij,...kj->...ik",
            in -> Tensor.einsum("...ij,...kj->...ik", in),
            on(normal(1, 2, 1, 2, 3), normal(2, 3, 2, 3))),
        FunctionSample.of(
            "einsum iij,jk,k->i",
            in -> Tensor.einsum("iij,jk,k->i", in),
            on(normal(1, 2, 2, 3), normal(2, 3, 4), normal(3, 4))),
        FunctionSample.of(
            "addmm",
            in -> in[0].addmm(in[1], in[2], 0.5, 2),
            on(normal(1, 2, 4), normal(2, 2, 3), normal(3, 3, 4)),
            on(normal(1, 4), normal(2, 2, 3), normal(3, 3, 4)),
            on(normal(1), normal(2, 2, 3), normal(3, 3, 4))),
        FunctionSample.of(
            "baddbmm",
            in -> in[0].baddbmm(in[1], in[2], 1, -1),
            on(normal(1, 2, 2, 4), normal(2, 2, 2, 3), normal(3, 2, 3, 4))));
  }

  /** Symmetric, with eigenvalues well apart. */
  private static Tensor positive(Tensor x) {
    int n = x.size(-1);
    Tensor own = Tensor.eye(x.dtype(), n).mul(Tensor.arange(3, 3 + n, 1).to(x.dtype()));
    return x.add(x.transpose(-2, -1)).mul(0.2).add(own);
  }

  private static FunctionSample matrix(String name, UnaryOperator<Tensor> function) {
    return FunctionSample.of(
        name,
        in -> function.apply(positive(in[0])),
        on(normal(1, 3, 3)),
        on(normal(2, 2, 2, 2)),
        on(normal(3, 1, 1)),
        on(normal(4, 20, 20)));
  }

  private static List<FunctionSample> ofAMatrix() {
    return List.of(
        matrix("trace", x -> x.ndim() == 2 ? x.trace() : x.get(0).trace()),
        matrix("diagonal", x -> x.diagonal(0, -2, -1)),
        matrix("det", Tensor::det),
        matrix("inverse", Tensor::inverse),
        matrix("cholesky", Tensor::cholesky),
        matrix("svdvals", Tensor::svdvals),
        matrix("eigvalsh", Tensor::eigvalsh),
        matrix("eigenvectors, squared", x -> x.eigh().vectors().square()),
        matrix("r of qr", x -> x.qr().r()),
        matrix("solveTriangular", x -> x.solveTriangular(x.square(), true)),
        FunctionSample.of(
            "solve",
            in -> positive(in[0]).solve(in[1]),
            on(normal(1, 3, 3), normal(2, 3, 2)),
            on(normal(1, 2, 3, 3), normal(2, 2, 3, 1)),
            on(normal(1, 2, 3, 3), normal(2, 2, 3)),
            on(normal(1, 3, 3), normal(2, 3))));
  }
}
