/** Threads that share the blocks of one operation. */
@NullMarked
package dev.crema.tensor.internal.parallel;

import org.jspecify.annotations.NullMarked;
