package dev.crema.examples.lessons;

import java.util.List;

/** A program that explains one subject, and compares what it prints with what is known. */
public interface Lesson {
  /** What it is called on the command line. */
  String name();

  /** What it shows, in one line. */
  String about();

  /** Runs it. */
  void run(Board board);

  /** All of them, in the order in which they build on each other. */
  static List<Lesson> all() {
    return List.of(
        new ArraysLesson(),
        new RandomLesson(),
        new CalculusLesson(),
        new TapeLesson(),
        new GraphsLesson(),
        new CurvesLesson(),
        new PerceptronLesson(),
        new XorLesson(),
        new AndGateLesson(),
        new LogisticLesson(),
        new LogisticTestsLesson(),
        new CrossEntropyLesson(),
        new IrisLesson(),
        new FrameLesson(),
        new FirstStepsLesson(),
        new DigitsLesson(),
        new MnistLesson());
  }
}
