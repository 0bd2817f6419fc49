/** The processor's backend: from an operation and operands that lie anyhow to calls of kernels. */
@NullMarked
package dev.crema.tensor.internal.cpu;

import org.jspecify.annotations.NullMarked;
