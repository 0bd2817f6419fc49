package dev.crema.data;

/**
 * What to train on, and what to test on.
 *
 * @param <D> a dataset
 */
public record TrainAndTest<D>(D training, D test) {}
