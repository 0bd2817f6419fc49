package dev.crema.tensor;

/** What becomes of several values for one place. */
public enum ScatterReduction {
  SUM,
  PROD,
  MEAN,
  AMAX,
  AMIN
}
