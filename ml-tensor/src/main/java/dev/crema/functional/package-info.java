/**
 * Functions of several tensors that have no place of their own among the methods of one: {@link
 * dev.crema.functional.F}.
 */
@NullMarked
package dev.crema.functional;

import org.jspecify.annotations.NullMarked;
