/** Data sets, readers, splits, scaling and the loader that makes batches of them. */
@NullMarked
package dev.crema.data;

import org.jspecify.annotations.NullMarked;
