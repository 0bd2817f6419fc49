package dev.crema.tensor.internal.vector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Products on both sides of each size at which the vector kernels take another way. */
class ProductThresholdsTest {
  private static final int[][] ORDINARY = {
    {512, 64, 784}, {784, 128, 400}, {1, 4096, 4096}, {4, 2048, 2048}, {8, 2048, 2048},
    {16, 1024, 1024}, {32, 1024, 1024}, {32, 512, 1024}, {32, 768, 3072}, {512, 128, 512},
    {512, 512, 512}, {1024, 64, 1024}
  };

  /** The sizes of PyTorch's quickstart, a variational autoencoder and a small transformer. */
  @Test
  void sizesOfOrdinaryNetworks() {
    ProductCheck check = new ProductCheck();
    for (int[] size : ORDINARY) {
      for (ProductCheck.Lie left :
          new ProductCheck.Lie[] {ProductCheck.Lie.ROWS, ProductCheck.Lie.COLUMNS}) {
        check.matmul(false, size[0], size[2], size[1], left, ProductCheck.Lie.ROWS, 0, 1);
        check.matmul(true, size[0], size[2], size[1], left, ProductCheck.Lie.ROWS, 0, 1);
      }
    }
    assertThat(check.products()).isEqualTo(4L * ORDINARY.length);
  }
}
