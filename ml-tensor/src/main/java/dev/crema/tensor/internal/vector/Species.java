package dev.crema.tensor.internal.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The vectors of this processor: its preferred width, at most 512 bits. */
final class Species {
  /** The width in bits. A wider one than the processor has would be emulated, very slowly. */
  static final int BITS =
      Math.min(
          512,
          Integer.getInteger("crema.vector.bits", VectorShape.preferredShape().vectorBitSize()));

  static final VectorSpecies<Float> FLOATS =
      FloatVector.SPECIES_PREFERRED.withShape(VectorShape.forBitSize(BITS));
  static final VectorSpecies<Double> DOUBLES =
      DoubleVector.SPECIES_PREFERRED.withShape(VectorShape.forBitSize(BITS));
  static final VectorSpecies<Integer> INTS =
      IntVector.SPECIES_PREFERRED.withShape(VectorShape.forBitSize(BITS));
  static final VectorSpecies<Long> LONGS =
      LongVector.SPECIES_PREFERRED.withShape(VectorShape.forBitSize(BITS));

  private Species() {}
}
