package dev.crema.examples.torch;

import dev.crema.functional.F;
import dev.crema.functional.Normalized;
import dev.crema.tensor.Buffer;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import java.util.function.Function;

/** PyTorch's normalization. */
final class NormalizingFunctions {
  private NormalizingFunctions() {}

  static void define() {
    torch(
        "layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-5)",
        a ->
            F.layerNorm(
                x(a), shape(a), a.tensorOrNull("weight"), a.tensorOrNull("bias"), a.number("eps")));
    torch(
        "rms_norm(input, normalized_shape, weight=None, eps=None)",
        a ->
            F.rmsNorm(
                x(a), shape(a), a.tensorOrNull("weight"), a.has("eps") ? a.number("eps") : null));
    torch(
        "group_norm(input, num_groups, weight=None, bias=None, eps=1e-5)",
        a ->
            F.groupNorm(
                x(a),
                a.integer("num_groups"),
                a.tensorOrNull("weight"),
                a.tensorOrNull("bias"),
                a.number("eps")));
    f(
        "local_response_norm(input, size, alpha=1e-4, beta=0.75, k=1.0)",
        a ->
            F.localResponseNorm(
                x(a), a.integer("size"), a.number("alpha"), a.number("beta"), a.number("k")));
    f(
        "batch_norm(input, running_mean, running_var, weight=None, bias=None, training=False,"
            + " momentum=0.1, eps=1e-5)",
        a -> batch(a, a.bool("training")));
    torch(
        "batch_norm(input, weight, bias, running_mean, running_var, training, momentum, eps,"
            + " cudnn_enabled)",
        a -> batch(a, a.bool("training")));
    f(
        "instance_norm(input, running_mean=None, running_var=None, weight=None, bias=None,"
            + " use_input_stats=True, momentum=0.1, eps=1e-5)",
        a -> instance(a, a.bool("use_input_stats")));
    torch(
        "instance_norm(input, weight, bias, running_mean, running_var, use_input_stats, momentum,"
            + " eps, cudnn_enabled)",
        a -> instance(a, a.bool("use_input_stats")));
    torch("clone(input)", NormalizingFunctions::copy);
  }

  private static void torch(String signature, Function<Arguments, Object> body) {
    Functions.define("torch", signature, body);
  }

  private static void f(String signature, Function<Arguments, Object> body) {
    Functions.define("torch.nn.functional", signature, body);
  }

  private static Tensor x(Arguments a) {
    return a.tensor("input");
  }

  private static Shape shape(Arguments a) {
    return Shape.of(a.integers("normalized_shape"));
  }

  /** One that can be written, unless a gradient goes through it to what it is a copy of. */
  private static Tensor copy(Arguments a) {
    return x(a).requiresGrad() ? x(a) : new Buffer(x(a));
  }

  private static Tensor batch(Arguments a, boolean training) {
    Tensor weight = a.tensorOrNull("weight");
    Tensor bias = a.tensorOrNull("bias");
    return training
        ? tracked(F.batchNormWithStatistics(x(a), weight, bias, a.number("eps")), a)
        : F.batchNorm(x(a), given(a, "mean"), given(a, "var"), weight, bias, a.number("eps"));
  }

  private static Tensor instance(Arguments a, boolean own) {
    Tensor weight = a.tensorOrNull("weight");
    Tensor bias = a.tensorOrNull("bias");
    return own
        ? tracked(F.instanceNormWithStatistics(x(a), weight, bias, a.number("eps")), a)
        : F.instanceNorm(x(a), given(a, "mean"), given(a, "var"), weight, bias, a.number("eps"));
  }

  private static Tensor given(Arguments a, String which) {
    if (!a.has("running_" + which)) {
      throw new CremaException("running_" + which + " is None where the batch's own is not used");
    }
    return a.tensor("running_" + which);
  }

  /** PyTorch writes running statistics in place; here those that can be written. */
  private static Tensor tracked(Normalized batch, Arguments a) {
    if (a.tensorOrNull("running_mean") instanceof Buffer mean
        && a.tensorOrNull("running_var") instanceof Buffer variance) {
      batch.track(mean, variance, a.number("momentum"));
    }
    return batch.output();
  }
}
