/** Random number generators as objects: the streams of PyTorch, and a counter-based one. */
@NullMarked
package dev.crema.tensor.random;

import org.jspecify.annotations.NullMarked;
