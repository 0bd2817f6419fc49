/**
 * The elementary functions, fixed to the bit: own polynomials for float32, {@code StrictMath} and
 * own series for float64.
 */
@NullMarked
package dev.crema.tensor.internal.math;

import org.jspecify.annotations.NullMarked;
