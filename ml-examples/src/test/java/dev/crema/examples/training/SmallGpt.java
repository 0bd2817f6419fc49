package dev.crema.examples.training;

import dev.crema.api.Module;
import dev.crema.examples.data.DataFolder;
import dev.crema.functional.AttentionOptions;
import dev.crema.functional.F;
import dev.crema.layers.Embedding;
import dev.crema.layers.GELU;
import dev.crema.layers.Init;
import dev.crema.layers.LayerNorm;
import dev.crema.layers.Linear;
import dev.crema.layers.Sequential;
import dev.crema.optim.AdamW;
import dev.crema.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * A small GPT that learns the characters of the project's licence, a text that does not change. Its
 * table of tokens serves at both ends.
 */
final class SmallGpt extends Module {
  private static final int LENGTH = 64;
  private static final int WIDTH = 128;
  private static final int HEADS = 4;
  private static final int BATCH = 12;

  private static final class Attention extends Module {
    private final Linear qkv = new Linear(WIDTH, 3 * WIDTH);
    private final Linear output = new Linear(WIDTH, WIDTH);

    @Override
    protected Tensor forward(Tensor x) {
      List<Tensor> parts =
          qkv.apply(x).split(WIDTH, 2).stream()
              .map(t -> t.view(x.size(0), x.size(1), HEADS, -1).transpose(1, 2))
              .toList();
      Tensor mixed =
          F.scaledDotProductAttention(
              parts.get(0), parts.get(1), parts.get(2), AttentionOptions.DEFAULT.withCausal(true));
      return output.apply(mixed.transpose(1, 2).reshape(x.size(0), x.size(1), WIDTH));
    }
  }

  private static final class Layer extends Module {
    private final LayerNorm norm1 = new LayerNorm(WIDTH);
    private final Attention attention = new Attention();
    private final LayerNorm norm2 = new LayerNorm(WIDTH);
    private final Sequential mlp =
        new Sequential(new Linear(WIDTH, 4 * WIDTH), new GELU(), new Linear(4 * WIDTH, WIDTH));

    @Override
    protected Tensor forward(Tensor x) {
      Tensor y = x.add(attention.apply(norm1.apply(x)));
      return y.add(mlp.apply(norm2.apply(y)));
    }
  }

  private final Embedding tokens;
  private final Embedding places;
  private final List<Layer> layers;
  private final LayerNorm norm;

  private SmallGpt(int characters) {
    tokens = new Embedding(characters, WIDTH);
    places = new Embedding(LENGTH, WIDTH);
    layers = List.of(new Layer(), new Layer(), new Layer());
    norm = new LayerNorm(WIDTH);
    namedParameters()
        .forEach(
            (name, parameter) -> {
              if (name.endsWith("bias")) {
                Init.zeros(parameter);
              } else if (!name.contains("norm")) {
                Init.normal(parameter, 0, 0.02);
              }
            });
  }

  static Training training() {
    String text = licence();
    String characters = distinct(text);
    SmallGpt model = new SmallGpt(characters.length());
    Tensor all = Tensor.of(text.chars().mapToLong(characters::indexOf).toArray());
    AdamW adam = new AdamW(model.parameters(), new AdamW.Options(1e-3).withBetas(0.9, 0.99));
    return new Training(model, adam, step -> model.loss(windows(all, step)), 1.0);
  }

  private static String licence() {
    try {
      return Files.readString(
              DataFolder.of("mnist").resolve("../../../LICENSE"), StandardCharsets.US_ASCII)
          .replace("\r", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String distinct(String text) {
    StringBuilder characters = new StringBuilder();
    text.chars().distinct().sorted().forEach(c -> characters.append((char) c));
    return characters.toString();
  }

  /** Each of the batch begins 7919 characters further, around the end. */
  private static Tensor windows(Tensor text, int step) {
    List<Tensor> windows = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      int start = (int) ((step * BATCH + i) * 7919L % (text.numel() - LENGTH));
      windows.add(text.slice(0, start, start + LENGTH + 1));
    }
    return Tensor.stack(windows, 0);
  }

  private Tensor loss(Tensor windows) {
    Tensor scores = apply(windows.slice(1, 0, LENGTH));
    return F.crossEntropy(scores.flatten(0, 1), windows.slice(1, 1, LENGTH + 1).reshape(-1));
  }

  @Override
  protected Tensor forward(Tensor characters) {
    Tensor x = tokens.apply(characters).add(places.apply(Tensor.arange(characters.size(1))));
    for (Layer layer : layers) {
      x = layer.apply(x);
    }
    return F.linear(norm.apply(x), tokens.weight(), null);
  }
}
