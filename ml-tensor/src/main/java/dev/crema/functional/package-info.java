/** PyTorch's {@code torch.nn.functional}, whose functions {@link dev.crema.functional.F} has. */
@NullMarked
package dev.crema.functional;

import org.jspecify.annotations.NullMarked;
