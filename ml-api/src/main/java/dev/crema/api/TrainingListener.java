package dev.crema.api;

/** Behaviour beside the training loop: progress, checkpoints, early stopping, gradient clipping. */
@FunctionalInterface
public interface TrainingListener {
  /**
   * Called on the training thread, listeners in their order.
   *
   * <pre>{@code
   * TrainingListener printing =
   *     event -> {
   *       switch (event) {
   *         case EpochEnded ended -> System.out.println(ended.epoch() + " " + ended.metrics());
   *         default -> {}
   *       }
   *     };
   * }</pre>
   */
  void on(TrainingEvent event);
}
