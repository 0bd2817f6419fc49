package dev.crema.tensor;

import java.util.Arrays;

/** An immutable list of ints, for the axes and sizes inside operations. */
public final class Ints {
  private final int[] values;

  private Ints(int[] values) {
    this.values = values;
  }

  public static Ints of(int... values) {
    return new Ints(values.clone());
  }

  /** Takes the array over without a copy; the caller must forget it. */
  static Ints owning(int[] values) {
    return new Ints(values);
  }

  public int size() {
    return values.length;
  }

  public int get(int index) {
    return values[index];
  }

  public int[] toArray() {
    return values.clone();
  }

  int[] shared() {
    return values;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Ints that && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return Arrays.toString(values);
  }
}
