package dev.crema.data;

import dev.crema.api.Sampler;

/** The samples with given numbers, in the order given. */
public final class SubsetSampler implements Sampler {
  private final int[] indices;

  /** A sampler of these numbers. */
  public SubsetSampler(int... indices) {
    this.indices = indices.clone();
  }

  @Override
  public int[] indices(int epoch) {
    return indices.clone();
  }

  @Override
  public int size() {
    return indices.length;
  }
}
