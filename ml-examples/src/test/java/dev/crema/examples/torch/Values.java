package dev.crema.examples.torch;

import java.util.List;

/** Python's values that Java has no word for. */
final class Values {
  /** {@code None}. */
  static final Object NONE =
      new Object() {
        @Override
        public String toString() {
          return "None";
        }
      };

  /** {@code ...}. */
  static final Object ELLIPSIS =
      new Object() {
        @Override
        public String toString() {
          return "...";
        }
      };

  private Values() {}

  /** {@code (a, b)}; a list is a {@link List}. */
  record Tuple(List<Object> items) {}

  /** {@code from:to:step}. */
  record Range(Object from, Object to, Object step) {}

  /** {@code torch}, {@code torch.nn.functional} and the like. */
  record Namespace(String name) {}
}
