/** Arrays as text: what {@code toString} of a tensor prints. */
@NullMarked
package dev.crema.tensor.internal.text;

import org.jspecify.annotations.NullMarked;
