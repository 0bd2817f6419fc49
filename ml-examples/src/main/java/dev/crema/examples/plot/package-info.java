/** Pictures: curves, points, regions, heat maps, images, surfaces, graphs; as PNG or SVG files. */
@NullMarked
package dev.crema.examples.plot;

import org.jspecify.annotations.NullMarked;
