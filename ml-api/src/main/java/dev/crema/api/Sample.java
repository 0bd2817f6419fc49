package dev.crema.api;

import dev.crema.tensor.Tensor;

/** One example to learn from: an input and the target that belongs to it. */
public record Sample(Tensor input, Tensor target) {}
