package dev.crema.functional;

/**
 * What {@code torch.nn.functional} has and no single tensor is the subject of: losses, functions
 * that draw random numbers, lookups and attention. What is done to one tensor is a method of {@link
 * dev.crema.tensor.Tensor}: {@code x.relu()}, {@code x.conv2d(weight, bias)}, {@code
 * x.layerNorm(…)}.
 */
public final class F {
  private F() {}

  // ---- losses

  // ---- lookups, attention, random numbers
}
