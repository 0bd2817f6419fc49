/** The command {@code crema} and the programs that it runs. */
@NullMarked
package dev.crema.examples;

import org.jspecify.annotations.NullMarked;
