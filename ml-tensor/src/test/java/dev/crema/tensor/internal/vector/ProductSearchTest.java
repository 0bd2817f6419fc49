package dev.crema.tensor.internal.vector;

import static dev.crema.tensor.internal.vector.ProductCheck.Lie.COLUMNS;
import static dev.crema.tensor.internal.vector.ProductCheck.Lie.ROWS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crema.tensor.Crema;
import dev.crema.tensor.DType;
import dev.crema.tensor.Interpreter;
import dev.crema.tensor.Interpreters;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import dev.crema.tensor.internal.cpu.CpuBackend;
import dev.crema.tensor.internal.kernels.ScalarKernels;
import dev.crema.tensor.internal.vector.ProductCheck.Lie;
import dev.crema.tensor.random.Generator;
import dev.crema.tensor.random.Philox;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Products of sizes that nobody chose: vector kernels against scalar ones to the bit, and against
 * sums in double precision. Each product follows from its seed, which a failure names.
 */
@Tag("kernels")
class ProductSearchTest {
  private static final int SIDE = 5000;

  /** Other seeds for each width of vectors. */
  private static final long FIRST = Species.BITS * 1_000_000_000L;

  private static final int FEW = 2_000;
  private static final int BATCHES = 200;
  private static final Duration LONG = Duration.ofMinutes(60);

  /** Elements of a matrix, and multiply-adds of a product, at most. */
  private static final long ELEMENTS = 1 << 21;

  private static final long WORK = 1 << 25;

  /** Products below this are plentiful without being looked for. */
  private static final long MODEST = 1 << 18;

  private static final int[][] ORDINARY = {
    {512, 64, 784}, {784, 128, 400}, {1, 4096, 4096}, {4, 2048, 2048}, {8, 2048, 2048},
    {16, 1024, 1024}, {32, 1024, 1024}, {32, 512, 1024}, {32, 768, 3072}, {512, 128, 512},
    {512, 512, 512}, {1024, 64, 1024}
  };

  private static final Interpreter VECTOR = new CpuBackend(new VectorKernels());
  private static final Interpreter SCALAR = new CpuBackend(new ScalarKernels());

  private final int threads = Crema.threads();
  private final ProductCheck check = new ProductCheck();

  @AfterEach
  void restore() {
    Crema.threads(threads);
  }

  /** Sizes of layers, in the forward pass and in the gradients: m x k times k x n. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void sizesOfOrdinaryNetworks(boolean wide) {
    for (int[] size : ORDINARY) {
      for (Lie left : new Lie[] {ROWS, COLUMNS}) {
        for (Lie right : new Lie[] {ROWS, COLUMNS}) {
          check.matmul(wide, size[0], size[2], size[1], left, right, 0, size[0]);
        }
      }
    }
    report();
  }

  @Test
  void anySizes() {
    for (int i = 0; i < FEW; i++) {
      product(FIRST + i);
    }
    report();
  }

  @Test
  void batchesOfAnySizes() {
    for (int i = 0; i < BATCHES; i++) {
      batch(FIRST + i);
    }
  }

  @Tag("slow")
  @Test
  void anySizesForAnHour() {
    long end = System.nanoTime() + LONG.toNanos();
    for (long seed = FIRST + FEW; System.nanoTime() < end; seed++) {
      product(seed);
      if (seed % 4 == 0) {
        batch(seed);
      }
    }
    report();
  }

  private void product(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    boolean wide = random.nextInt(3) == 0;
    int m;
    int n;
    int k;
    do {
      m = extent(random);
      n = extent(random);
      k = extent(random);
    } while (unfit(m, n, k) || (long) m * n * k < MODEST && random.nextInt(4) != 0);
    Lie left = Lie.values()[random.nextInt(Lie.values().length)];
    Lie right = Lie.values()[random.nextInt(Lie.values().length)];
    Crema.threads(new int[] {1, 2, 5}[random.nextInt(3)]);
    check.matmul(wide, m, n, k, left, right, random.nextInt(40), seed);
  }

  /** A batch, the left side of which may be broadcast, of views of either side. */
  private static void batch(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int heads = 1 + random.nextInt(12);
    int m;
    int n;
    int k;
    do {
      m = extent(random);
      n = extent(random);
      k = extent(random);
    } while (unfit((long) heads * m, n, k) || unfit(m, (long) heads * n, k));
    boolean shared = random.nextBoolean();
    DType dtype = random.nextInt(3) == 0 ? DType.FLOAT64 : DType.FLOAT32;
    Tensor a = matrices(random, dtype, shared ? 1 : heads, m, k);
    Tensor b = matrices(random, dtype, heads, k, n);
    Crema.threads(new int[] {1, 2, 5}[random.nextInt(3)]);
    Tensor got = Interpreters.with(_ -> VECTOR, () -> a.matmul(b));
    Tensor want = Interpreters.with(_ -> SCALAR, () -> a.matmul(b));
    String what = "%d of %d x %d @ %d x %d, seed %d".formatted(heads, m, k, k, n, seed);
    assertThat(Arrays.equals(got.toDoubles(), want.toDoubles())).as(what).isTrue();
    Tensor exact = Interpreters.with(_ -> SCALAR, () -> wide(a).matmul(wide(b)));
    Tensor size = Interpreters.with(_ -> SCALAR, () -> wide(a).abs().matmul(wide(b).abs()));
    double unit = (dtype == DType.FLOAT64 ? 0x1p-53 : 0x1p-24) + 0x1p-53;
    Tensor beyond = wide(got).sub(exact).abs().sub(size.mul(k * unit));
    assertThat(beyond.max().item()).as(what).isLessThanOrEqualTo(0);
  }

  private static Tensor wide(Tensor x) {
    return x.to(DType.FLOAT64);
  }

  /** Heads between the rows, columns before rows, every other one, or all in order. */
  private static Tensor matrices(SplittableRandom random, DType dtype, int heads, int m, int n) {
    Generator numbers = new Philox(random.nextLong());
    return switch (random.nextInt(4)) {
      case 0 -> Tensor.randn(numbers, dtype, Shape.of(m, heads, n)).transpose(0, 1);
      case 1 -> Tensor.randn(numbers, dtype, Shape.of(heads, n, m)).transpose(1, 2);
      case 2 -> Tensor.randn(numbers, dtype, Shape.of(2 * heads, m, n)).slice(0, 1, 2 * heads, 2);
      default -> Tensor.randn(numbers, dtype, Shape.of(heads, m, n));
    };
  }

  private static boolean unfit(long m, long n, long k) {
    return m * n * k > WORK || m * k > ELEMENTS || k * n > ELEMENTS || m * n > ELEMENTS;
  }

  /** On a logarithmic scale; every fourth is near a power of two or a multiple of 48. */
  private static int extent(RandomGenerator random) {
    int extent = (int) StrictMath.exp(random.nextDouble() * StrictMath.log(SIDE)) + 1;
    return switch (random.nextInt(8)) {
      case 0 -> Integer.highestOneBit(extent) + random.nextInt(3) - (extent > 1 ? 1 : 0);
      case 1 -> Math.ceilDiv(extent, 48) * 48;
      default -> Math.min(SIDE, extent);
    };
  }

  private void report() {
    System.out.printf(
        Locale.ROOT,
        "products: %d with vectors of %d bits, %d bits differ from scalar kernels, worst error"
            + " %.2g of the bound of rounding, %.2g absolute%n",
        check.products(),
        Species.BITS,
        check.differing(),
        check.worst(),
        check.worstAbsolute());
    assertThat(check.differing()).isZero();
  }
}
