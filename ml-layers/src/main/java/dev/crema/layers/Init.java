package dev.crema.layers;

import dev.crema.tensor.Crema;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Storage;
import dev.crema.tensor.Tensor;

/**
 * Starting values of parameters: PyTorch's {@code torch.nn.init}.
 *
 * <p>Each method writes a parameter and returns it. Random values come from {@code
 * Crema.generator()}; after {@code Crema.manualSeed(n)} uniform ones are PyTorch's to the bit,
 * normal ones but for the last digits. A weight has shape (out, in, kernel…): its fan-in is in
 * times the size of the kernel, its fan-out likewise.
 *
 * <pre>{@code
 * Linear layer = new Linear(64, 32);
 * Init.xavierUniform(layer.weight(), Init.calculateGain(Init.Nonlinearity.TANH));
 * Init.zeros(layer.bias());
 * }</pre>
 *
 * <p>Sources: X. Glorot, Y. Bengio, "Understanding the difficulty of training deep feedforward
 * neural networks", 2010 (Xavier); K. He et al., "Delving deep into rectifiers", 2015 (Kaiming).
 */
public final class Init {
  private Init() {}

  /** Which variance is kept: that of the forward pass (in) or of the backward pass (out). */
  public enum Fan {
    IN,
    OUT
  }

  /** What follows the layer; {@code LINEAR} stands for convolutions and the identity, too. */
  public enum Nonlinearity {
    LINEAR,
    SIGMOID,
    TANH,
    RELU,
    LEAKY_RELU,
    SELU
  }

  /** The number of inputs and outputs of a unit. */
  record Fans(double in, double out) {
    static Fans of(Parameter weight) {
      Shape shape = weight.shape();
      if (shape.rank() < 2) {
        throw new CremaException(
            "Xavier and Kaiming values need a weight of shape (out, in, …), but %s has shape %s"
                .formatted(named(weight), shape));
      }
      double kernel = 1;
      for (int i = 2; i < shape.rank(); i++) {
        kernel *= shape.get(i);
      }
      return new Fans(shape.get(1) * kernel, shape.get(0) * kernel);
    }

    double of(Fan fan) {
      return fan == Fan.IN ? in : out;
    }
  }

  /**
   * Uniform values in [a, b).
   *
   * @throws CremaException if a is above b or either is not finite
   */
  public static Parameter uniform(Parameter parameter, double a, double b) {
    if (!(a <= b) || Double.isInfinite(b - a)) {
      throw new CremaException("uniform values from %s to %s were asked for".formatted(a, b));
    }
    DType dtype = drawn(parameter);
    double width = dtype == DType.FLOAT64 ? b - a : (float) b - (float) a;
    Tensor values = Tensor.rand(Crema.generator(), dtype, parameter.shape());
    return write(parameter, values, width, a);
  }

  /**
   * Normal values.
   *
   * @throws CremaException if the standard deviation is negative or either is not finite
   */
  public static Parameter normal(Parameter parameter, double mean, double std) {
    if (!(std >= 0) || Double.isInfinite(std) || !Double.isFinite(mean)) {
      throw new CremaException(
          "normal values of mean %s and standard deviation %s were asked for".formatted(mean, std));
    }
    Tensor values = Tensor.randn(Crema.generator(), drawn(parameter), parameter.shape());
    return write(parameter, values, std, mean);
  }

  /** One value everywhere. */
  public static Parameter constant(Parameter parameter, double value) {
    parameter.assign(parameter.fullLike(value));
    return parameter;
  }

  /** Zeros. */
  public static Parameter zeros(Parameter parameter) {
    return constant(parameter, 0);
  }

  /** Ones. */
  public static Parameter ones(Parameter parameter) {
    return constant(parameter, 1);
  }

  /**
   * Ones on the diagonal, else zeros: a linear layer that passes on as many inputs as it can.
   *
   * @throws CremaException unless the parameter is a matrix
   */
  public static Parameter eye(Parameter parameter) {
    if (parameter.ndim() != 2) {
      throw new CremaException(
          "eye needs a matrix, but %s has shape %s".formatted(named(parameter), parameter.shape()));
    }
    Tensor rows = Tensor.arange(parameter.size(0)).unsqueeze(1);
    parameter.assign(rows.eq(Tensor.arange(parameter.size(1))).to(parameter.dtype()));
    return parameter;
  }

  /** {@link #xavierUniform(Parameter, double)} with gain 1. */
  public static Parameter xavierUniform(Parameter weight) {
    return xavierUniform(weight, 1);
  }

  /** Uniform in ±gain sqrt(6 / (fanIn + fanOut)). */
  public static Parameter xavierUniform(Parameter weight, double gain) {
    double bound = Math.sqrt(3) * xavierStd(weight, gain);
    return uniform(weight, -bound, bound);
  }

  /** {@link #xavierNormal(Parameter, double)} with gain 1. */
  public static Parameter xavierNormal(Parameter weight) {
    return xavierNormal(weight, 1);
  }

  /** Normal with standard deviation gain sqrt(2 / (fanIn + fanOut)). */
  public static Parameter xavierNormal(Parameter weight, double gain) {
    return normal(weight, 0, xavierStd(weight, gain));
  }

  /** {@link #kaimingUniform(Parameter, double, Fan, Nonlinearity)} for ReLU and the fan-in. */
  public static Parameter kaimingUniform(Parameter weight) {
    return kaimingUniform(weight, 0, Fan.IN, Nonlinearity.LEAKY_RELU);
  }

  /**
   * Uniform in ±gain sqrt(3 / fan).
   *
   * @param a the negative slope of the leaky ReLU that follows; others pass over it
   */
  public static Parameter kaimingUniform(
      Parameter weight, double a, Fan fan, Nonlinearity nonlinearity) {
    double bound = Math.sqrt(3) * kaimingStd(weight, a, fan, nonlinearity);
    return uniform(weight, -bound, bound);
  }

  /** {@link #kaimingNormal(Parameter, double, Fan, Nonlinearity)} for ReLU and the fan-in. */
  public static Parameter kaimingNormal(Parameter weight) {
    return kaimingNormal(weight, 0, Fan.IN, Nonlinearity.LEAKY_RELU);
  }

  /** Normal with standard deviation gain / sqrt(fan). */
  public static Parameter kaimingNormal(
      Parameter weight, double a, Fan fan, Nonlinearity nonlinearity) {
    return normal(weight, 0, kaimingStd(weight, a, fan, nonlinearity));
  }

  /** The gain of a nonlinearity; a leaky ReLU's for slope 0.01. */
  public static double calculateGain(Nonlinearity nonlinearity) {
    return calculateGain(nonlinearity, 0.01);
  }

  /**
   * The factor by which the weights before a nonlinearity are larger: 1, tanh 5/3, ReLU sqrt(2),
   * leaky ReLU sqrt(2 / (1 + a²)), SELU 3/4.
   */
  public static double calculateGain(Nonlinearity nonlinearity, double a) {
    return switch (nonlinearity) {
      case LINEAR, SIGMOID -> 1;
      case TANH -> 5.0 / 3;
      case RELU -> Math.sqrt(2);
      case LEAKY_RELU -> Math.sqrt(2 / (1 + a * a));
      case SELU -> 0.75;
    };
  }

  static double xavierStd(Parameter weight, double gain) {
    Fans fans = Fans.of(weight);
    return gain * Math.sqrt(2 / (fans.in + fans.out));
  }

  static double kaimingStd(Parameter weight, double a, Fan fan, Nonlinearity follows) {
    return calculateGain(follows, a) / Math.sqrt(Fans.of(weight).of(fan));
  }

  /** The dtype that the generator gives values of: 16-bit parameters round float32 ones. */
  private static DType drawn(Parameter parameter) {
    return parameter.dtype() == DType.FLOAT64 ? DType.FLOAT64 : DType.FLOAT32;
  }

  /** Writes {@code values * scale + offset}, fused as in PyTorch's kernels. */
  private static Parameter write(Parameter parameter, Tensor values, double scale, double offset) {
    Storage storage;
    if (values.dtype() == DType.FLOAT64) {
      double[] array = values.toDoubles();
      for (int i = 0; i < array.length; i++) {
        array[i] = Math.fma(array[i], scale, offset);
      }
      storage = Storage.of(DType.FLOAT64, array);
    } else {
      float[] array = values.toFloats();
      for (int i = 0; i < array.length; i++) {
        array[i] = Math.fma(array[i], (float) scale, (float) offset);
      }
      storage = Storage.of(DType.FLOAT32, array);
    }
    parameter.assign(Tensor.of(storage, parameter.shape()).to(parameter.dtype()));
    return parameter;
  }

  private static String named(Parameter parameter) {
    return parameter.name() == null ? "a parameter" : "parameter '" + parameter.name() + "'";
  }
}
