/** Numeric loops over Java arrays; they know nothing of tensors. */
@NullMarked
package dev.crema.tensor.internal.kernels;

import org.jspecify.annotations.NullMarked;
