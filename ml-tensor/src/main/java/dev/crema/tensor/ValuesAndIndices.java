package dev.crema.tensor;

/** Chosen values, and the positions (int64) along the axis where they were. */
public record ValuesAndIndices(Tensor values, Tensor indices) {}
