package dev.crema.examples;

import dev.crema.tensor.CremaException;
import java.util.List;

/** A program that {@code crema run} knows. */
interface Example {
  /** What it is called on the command line. */
  String name();

  /** What it learns and how, in one line. */
  String about();

  /** The settings where none are given. */
  RunSettings defaults();

  /** The networks to choose from; none where there is one. */
  default List<String> models() {
    return List.of();
  }

  /**
   * Trains and tests.
   *
   * @return the fraction of held-out rows that it gets right in the end
   */
  double run(Session session);

  /** All of them. */
  static List<Example> all() {
    return List.of(new DigitsExample(), new IrisExample(), new MnistExample(), new XorExample());
  }

  /**
   * The example of this name.
   *
   * @throws CremaException if there is none
   */
  static Example named(String name) {
    return all().stream()
        .filter(example -> example.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new CremaException(Failures.unknown("run", name, names())));
  }

  /** The names of all of them. */
  static List<String> names() {
    return all().stream().map(Example::name).toList();
  }
}
