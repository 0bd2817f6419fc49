/**
 * The trainer and what goes with it: listeners, checkpoints, metrics, and the wiring by Guice.
 *
 * <pre>{@code
 * DefaultTrainer trainer =
 *     DefaultTrainer.builder(model, loss, optimizer)
 *         .epochs(5)
 *         .metrics(new Accuracy())
 *         .listeners(Checkpoints.in(folder), new NanGuard())
 *         .build();
 * trainer.fit(training, validation);
 * trainer.evaluate(validation).keySet();  // [loss, accuracy]
 * }</pre>
 *
 * <p>Whoever prefers Guice installs {@link dev.crema.train.TrainerModule} and binds model, loss and
 * optimizer.
 */
@NullMarked
package dev.crema.train;

import org.jspecify.annotations.NullMarked;
