package dev.crema.tensor;

/**
 * A normalized batch, and the statistics of its channels.
 *
 * @param output the batch, normalized
 * @param mean of each channel
 * @param variance of each channel, biased: the mean square deviation
 */
public record Normalized(Tensor output, Tensor mean, Tensor variance) {}
