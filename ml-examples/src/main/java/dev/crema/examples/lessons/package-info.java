/** The lessons of {@code crema lesson}: programs that explain, and check what they print. */
@NullMarked
package dev.crema.examples.lessons;

import org.jspecify.annotations.NullMarked;
