/** Files of tensors, each read as if it were hostile. */
@NullMarked
package dev.crema.tensor.io;

import org.jspecify.annotations.NullMarked;
