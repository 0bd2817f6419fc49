package dev.crema.api;

/** Which samples an epoch visits, and in which order: a function of the epoch and a seed. */
public interface Sampler {
  /**
   * The numbers of the samples of an epoch, in order; the same ones whenever it is asked.
   *
   * @param epoch the epoch, from 0
   */
  int[] indices(int epoch);

  /** How many samples an epoch visits. */
  int size();
}
