/** The kernels through the Vector API: the only package that knows it. */
@NullMarked
package dev.crema.tensor.internal.vector;

import org.jspecify.annotations.NullMarked;
