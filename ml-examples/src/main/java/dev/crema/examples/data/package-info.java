/** Where the examples and lessons find their data, and how they hold rows out for a test. */
@NullMarked
package dev.crema.examples.data;

import org.jspecify.annotations.NullMarked;
