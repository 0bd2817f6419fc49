package dev.crema.functional;

import dev.crema.tensor.Composite;
import dev.crema.tensor.Compositions;
import dev.crema.tensor.Crema;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Dispatcher;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import dev.crema.tensor.UnaryFn;
import dev.crema.tensor.random.Generator;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * PyTorch's {@code torch.nn.functional}: functions under their names there. What is also a method
 * of a tensor, such as an activation, stands here as well: {@code F.relu(x)} is {@code x.relu()}.
 *
 * <pre>{@code
 * Tensor images = Tensor.ones(1, 1, 4, 4);
 * Tensor weight = Tensor.ones(2, 1, 3, 3);
 * F.conv2d(images, weight, null).shape();  // (1, 2, 2, 2)
 * }</pre>
 *
 * <p>In the formulas of losses x is the prediction, which is floating, and y the target. Where
 * nothing else is said, targets have its dtype and shape, and the call without further arguments
 * takes PyTorch's defaults: the mean.
 *
 * <p>A function lives in the class of its subject, {@code ConvFunctions}, {@code PoolFunctions},
 * {@code NormFunctions} and so on, each of which extends the next; F has them all by inheritance.
 */
public final class F extends MarginLosses {
  private F() {}

  /**
   * x W^T + b along the last axis: the function of a linear layer.
   *
   * @param weight of shape (out, in)
   * @param bias of shape (out), or null
   */
  public static Tensor linear(Tensor x, Tensor weight, @Nullable Tensor bias) {
    return linear(x, weight, bias, null);
  }

  /**
   * {@link #linear(Tensor, Tensor, Tensor)} and a function of it in one operation.
   *
   * @param activation RELU, TANH or SIGMOID; or null
   * @throws CremaException for another function, or if shapes or dtypes do not fit
   */
  public static Tensor linear(
      Tensor x, Tensor weight, @Nullable Tensor bias, @Nullable UnaryFn activation) {
    DType dtype = x.dtype();
    if (weight.dtype() != dtype || (bias != null && bias.dtype() != dtype)) {
      throw new CremaException(
          "linear: the input is %s, the weight %s%s; all must be of the same dtype: cast with to(…)"
              .formatted(dtype, weight.dtype(), bias == null ? "" : ", the bias " + bias.dtype()));
    }
    Composite linear = new Composite(new Compositions.Linear(activation));
    return bias == null
        ? Dispatcher.apply(linear, x, weight)
        : Dispatcher.apply(linear, x, weight, bias);
  }

  /** {@link #embedding(Tensor, Tensor, Integer)} in which every word is trained. */
  public static Tensor embedding(Tensor indices, Tensor weight) {
    return embedding(indices, weight, null);
  }

  /**
   * The rows of a matrix that integers name: (…) to (…, size of a row).
   *
   * @param weight (words, size of a row)
   * @param paddingIdx the word whose row gets no gradient, or null; negative ones count from the
   *     last
   * @throws CremaException if an integer is not one of the words
   */
  public static Tensor embedding(Tensor indices, Tensor weight, @Nullable Integer paddingIdx) {
    return Embeddings.of(indices, weight, paddingIdx);
  }

  /**
   * The sum, mean or maximum of the rows that bags of integers name; of an empty bag, 0.
   *
   * @param indices (bags, words); or all words in a row, where the options have offsets
   * @param weight (words, size of a row)
   * @return (bags, size of a row)
   * @throws CremaException if an integer is not one of the words, or the options do not fit
   */
  public static Tensor embeddingBag(Tensor indices, Tensor weight, EmbeddingBagOptions options) {
    return EmbeddingBags.of(indices, weight, options);
  }

  /**
   * softmax(query keyᵀ scale + mask) value: A. Vaswani et al., "Attention is all you need", 2017. A
   * query that sees no key gets 0.
   *
   * @param query (…, queries, size)
   * @param key (…, keys, size)
   * @param value (…, keys, size of a value)
   * @return (…, queries, size of a value)
   * @throws CremaException if shapes or dtypes do not fit
   */
  public static Tensor scaledDotProductAttention(
      Tensor query, Tensor key, Tensor value, AttentionOptions options) {
    return Attention.of(query, key, value, options);
  }

  /**
   * x1ᵀ W x2 + bias for each matrix W of the weight.
   *
   * @param x1 (…, a)
   * @param x2 (…, b)
   * @param weight (outputs, a, b)
   * @param bias (outputs), or null
   * @return (…, outputs)
   * @throws CremaException if the shapes do not fit
   */
  public static Tensor bilinear(Tensor x1, Tensor x2, Tensor weight, @Nullable Tensor bias) {
    return Bilinear.of(x1, x2, weight, bias);
  }

  /**
   * In training, 0 with probability p for each element and x / (1 - p) else: N. Srivastava et al.,
   * "Dropout", 2014. What is left out is a function of one key, which is drawn from {@code
   * Crema.generator()}.
   *
   * @throws CremaException if p is not from 0 to 1, or in training x is not floating
   */
  public static Tensor dropout(Tensor x, double p, boolean training) {
    return Dropouts.zeroed("dropout", x, p, training, x.shape());
  }

  /** {@link #dropout} of whole channels of signals: (batch, channels, length), or without batch. */
  public static Tensor dropout1d(Tensor x, double p, boolean training) {
    Shape noise = Dropouts.leading("dropout1d", x, x.ndim() - 1, 2, 3);
    return Dropouts.zeroed("dropout1d", x, p, training, noise);
  }

  /**
   * {@link #dropout} of whole channels of images: (batch, channels, height, width). Three axes are
   * (batch, channels, length), as in PyTorch.
   */
  public static Tensor dropout2d(Tensor x, double p, boolean training) {
    Shape noise = Dropouts.leading("dropout2d", x, 2, 3, 4);
    return Dropouts.zeroed("dropout2d", x, p, training, noise);
  }

  /** {@link #dropout} of whole channels of volumes: (batch, channels, depth, height, width). */
  public static Tensor dropout3d(Tensor x, double p, boolean training) {
    Shape noise = Dropouts.leading("dropout3d", x, x.ndim() - 3, 4, 5);
    return Dropouts.zeroed("dropout3d", x, p, training, noise);
  }

  /**
   * Dropout that keeps mean 0 and variance 1, for use with SELU: G. Klambauer et al.,
   * "Self-normalizing neural networks", 2017.
   *
   * @throws CremaException if p is not from 0 to 1, or in training x is not floating
   */
  public static Tensor alphaDropout(Tensor x, double p, boolean training) {
    return Dropouts.alpha("alphaDropout", x, p, training, x.shape());
  }

  /** {@link #alphaDropout} of whole channels: (batch, channels, …). */
  public static Tensor featureAlphaDropout(Tensor x, double p, boolean training) {
    Shape noise = Dropouts.leading("featureAlphaDropout", x, 2, 2, 3, 4, 5);
    return Dropouts.alpha("featureAlphaDropout", x, p, training, noise);
  }

  /**
   * x above 0, else x times a slope: in training a random one between two bounds for each element,
   * otherwise their mean: B. Xu et al., "Empirical evaluation of rectified activations", 2015.
   * PyTorch's defaults are 1/8 and 1/3.
   *
   * @throws CremaException if the bounds are not finite and in this order
   */
  public static Tensor rrelu(Tensor x, double lower, double upper, boolean training) {
    return Dropouts.rrelu(x, lower, upper, training);
  }

  /**
   * softmax((logits + Gumbel noise) / tau), a soft draw of a category with a gradient: E. Jang, S.
   * Gu, B. Poole, "Categorical reparameterization with Gumbel-softmax", 2017.
   *
   * @param hard whether the result is a row of zeros with a one, with the gradient of the soft draw
   * @throws CremaException if tau is not above 0
   */
  public static Tensor gumbelSoftmax(Tensor logits, double tau, boolean hard, int axis) {
    return Samples.gumbelSoftmax(Crema.generator(), logits, tau, hard, axis);
  }

  /** {@link #bernoulli(Tensor, Generator)} of the default generator. */
  public static Tensor bernoulli(Tensor probabilities) {
    return bernoulli(probabilities, Crema.generator());
  }

  /**
   * 1 with the probability that is given for each element, 0 else, in the same dtype.
   *
   * @throws CremaException if one is not from 0 to 1
   */
  public static Tensor bernoulli(Tensor probabilities, Generator generator) {
    return Samples.bernoulli(generator, probabilities);
  }

  /** {@link #multinomial(Tensor, int, boolean, Generator)} of the default generator. */
  public static Tensor multinomial(Tensor weights, int count, boolean replacement) {
    return multinomial(weights, count, replacement, Crema.generator());
  }

  /**
   * Categories (int64) drawn with probabilities in proportion to the weights of each row.
   *
   * @param weights (categories) or (rows, categories)
   * @param replacement whether a category may be drawn again
   * @return (count) or (rows, count)
   * @throws CremaException if weights are negative or not finite, or without replacement there are
   *     too few that are not 0
   */
  public static Tensor multinomial(
      Tensor weights, int count, boolean replacement, Generator generator) {
    return Samples.multinomial(generator, weights, count, replacement);
  }

  /** x / max(norm, eps) along an axis, with the norm of {@link Tensor#vectorNorm}. */
  public static Tensor normalize(Tensor x, double p, int axis, double eps) {
    return x.div(x.vectorNorm(p, true, axis).maximum(eps));
  }

  /**
   * x · y / (max(|x|, eps) max(|y|, eps)) along an axis: the cosine of the angle between them.
   *
   * @param other y, broadcast with x
   */
  public static Tensor cosineSimilarity(Tensor x, Tensor other, int axis, double eps) {
    Tensor lengths =
        x.vectorNorm(2, true, axis).maximum(eps).mul(other.vectorNorm(2, true, axis).maximum(eps));
    return x.mul(other).div(lengths).sum(axis);
  }

  /** The norm of x - other + eps along the last axis. */
  public static Tensor pairwiseDistance(
      Tensor x, Tensor other, double p, double eps, boolean keepdim) {
    return x.sub(other).add(eps).vectorNorm(p, keepdim, -1);
  }

  /**
   * A row of zeros with a one at each class number: (…) gives (…, classes), int64.
   *
   * @throws CremaException if a number is not one of the classes
   */
  public static Tensor oneHot(Tensor x, int classes) {
    Tensor zeros = Tensor.zeros(DType.INT64, classes);
    Tensor index = x.to(DType.INT64).unsqueeze(-1);
    int[] shape = Arrays.copyOf(x.shape().toArray(), x.ndim() + 1);
    shape[x.ndim()] = classes;
    return zeros.expand(shape).scatter(-1, index, index.onesLike());
  }
}
