/** PyTorch's {@code torch.nn.functional}: {@link dev.crema.functional.F} has every function. */
@NullMarked
package dev.crema.functional;

import org.jspecify.annotations.NullMarked;
