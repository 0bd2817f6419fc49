/** The trainer and what goes with it: listeners, checkpoints, metrics, and the wiring by Guice. */
@NullMarked
package dev.crema.train;

import org.jspecify.annotations.NullMarked;
