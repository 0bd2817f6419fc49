/** Benchmarks of Crema, run by {@code bin/bench}. */
@NullMarked
package dev.crema.bench;

import org.jspecify.annotations.NullMarked;
