package dev.crema.examples.lessons;

import dev.crema.tensor.Autograd;
import dev.crema.tensor.DType;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.Tensor;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What TensorFlow's GradientTape shows, in Crema's words. */
final class TapeLesson implements Lesson {
  @Override
  public String name() {
    return "tape";
  }

  @Override
  public String about() {
    return "recording: constants and parameters, several and second derivatives, what is not"
        + " recorded";
  }

  @Override
  public void run(Board board) {
    board.title("A constant is watched by asking for its gradient");
    Tensor x = leaf(2);
    Tensor y = x.square().mul(3);
    y.backward();
    board.printed("y = 3 x^2 at 2: dy/dx", grad(x), "12.0");

    board.title("A parameter is always watched");
    Parameter p = new Parameter(Tensor.full(2));
    p.square().mul(3).backward();
    board.printed("dy/dp", grad(p), "12.0");
    board.same("its shape", grad(p).shape(), "()");
    board.same("its dtype", grad(p).dtype(), "float32");

    board.title("Two gradients of one recording");
    Tensor a = leaf(6);
    Tensor b = leaf(2);
    board.printed("d(a^2)/da at 6", gradient(a.square(), a), "12.0");
    board.printed("d(b^3)/db at 2", gradient(b.pow(3), b), "12.0");

    board.title("What has no gradient");
    Parameter x0 = new Parameter(Tensor.full(3));
    Tensor frozen = Tensor.full(3);
    Tensor sum = new Parameter(Tensor.full(2)).add(1);
    Tensor constant = Tensor.full(0);
    Tensor z = x0.square().add(frozen.square()).add(sum.detach().square()).add(constant);
    z.backward();
    board.printed("the parameter's", grad(x0), "6.0");
    board.same("the frozen one's", frozen.grad(), null);
    board.same("the detached sum's", sum.grad(), null);
    board.same("the constant's", constant.grad(), null);
    board.same(
        "what is watched", List.of(x0.requiresGrad(), frozen.requiresGrad()), "[true, false]");

    board.title("The second derivative of x^2 + x");
    Tensor t = leaf(3);
    Tensor first = created(t.square().add(t), t);
    board.printed("y' at 3", first, "7.0");
    board.printed("y'' at 3", gradient(first, t), "2.0");
    Tensor two = leaf(2);
    Tensor slope = created(two.square().add(two), two);
    board.printed("y' at 2", slope, "5.0");
    board.printed("y'' at 2", gradient(slope, two), "2.0");

    board.title("z = x^2 + y x at (2, 2)");
    Tensor u = leaf(2);
    Tensor v = leaf(2);
    List<@Nullable Tensor> both = Autograd.grad(u.square().add(v.mul(u)), u, v);
    board.printed("dz/dx", Objects.requireNonNull(both.get(0)), "6.0");
    board.printed("dz/dy", Objects.requireNonNull(both.get(1)), "2.0");
  }

  private static Tensor leaf(double value) {
    return Tensor.full(value).to(DType.FLOAT64).requiresGrad(true);
  }

  private static Tensor grad(Tensor leaf) {
    return Objects.requireNonNull(leaf.grad());
  }

  private static Tensor gradient(Tensor y, Tensor x) {
    return Objects.requireNonNull(Autograd.grad(y, x).getFirst());
  }

  /** A gradient that is itself recorded. */
  private static Tensor created(Tensor y, Tensor x) {
    return Objects.requireNonNull(
        Autograd.grad(List.of(y), List.of(x), null, true, true).getFirst());
  }
}
