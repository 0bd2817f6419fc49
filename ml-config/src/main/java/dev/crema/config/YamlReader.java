package dev.crema.config;

import dev.crema.config.YamlNode.Field;
import dev.crema.config.YamlNode.Fields;
import dev.crema.config.YamlNode.Items;
import dev.crema.config.YamlNode.Scalar;
import dev.crema.tensor.CremaException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads YAML 1.2 (core schema) and keeps the places, which readers into objects forget. */
final class YamlReader {
  /** More than any model has; a file that repeats its own parts by aliases can pretend to more. */
  private static final int MOST_NODES = 100_000;

  private static final int DEEPEST = 50;

  private final String file;
  private int nodes;

  private YamlReader(String file) {
    this.file = file;
  }

  /**
   * Reads a text.
   *
   * @param file the name for errors
   */
  static YamlNode read(String text, String file) {
    LoadSettings settings =
        LoadSettings.builder().setSchema(new CoreSchema()).setAllowNonScalarKeys(true).build();
    try {
      Optional<Node> root = composer(text, settings).getSingleNode();
      if (root.isEmpty()) {
        throw new CremaException(file + " is empty");
      }
      return new YamlReader(file).node(root.get(), 0);
    } catch (MarkedYamlEngineException e) {
      String where = e.getProblemMark().map(mark -> " " + line(mark)).orElse("");
      throw new CremaException("%s%s: not YAML: %s".formatted(file, where, e.getProblem()), e);
    } catch (YamlEngineException e) {
      throw new CremaException("%s: not YAML: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static Composer composer(String text, LoadSettings settings) {
    return new Composer(settings, new ParserImpl(settings, new StreamReader(settings, text)));
  }

  private static String line(Mark mark) {
    return "line %d, column %d".formatted(mark.getLine() + 1, mark.getColumn() + 1);
  }

  private Place place(Node node) {
    return node.getStartMark()
        .map(mark -> new Place(file, mark.getLine() + 1, mark.getColumn() + 1))
        .orElse(new Place(file, 1, 1));
  }

  private YamlNode node(Node node, int depth) {
    Place place = place(node);
    if (++nodes > MOST_NODES || depth > DEEPEST) {
      throw place.fault("the file holds too much: more than a model can be");
    }
    return switch (node) {
      case ScalarNode scalar -> new Scalar(value(scalar, place), place);
      case SequenceNode sequence -> items(sequence, place, depth);
      case MappingNode mapping -> fields(mapping, place, depth);
      default -> throw place.fault("this is neither a value, a list nor a mapping");
    };
  }

  private Items items(SequenceNode sequence, Place place, int depth) {
    List<YamlNode> items = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      items.add(node(item, depth + 1));
    }
    return new Items(List.copyOf(items), place);
  }

  private Fields fields(MappingNode mapping, Place place, int depth) {
    SequencedMap<String, Field> fields = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Place at = place(tuple.getKeyNode());
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw at.fault("a key is a word, not a list or a mapping");
      }
      Field field = new Field(node(tuple.getValueNode(), depth + 1), at);
      Field before = fields.put(key.getValue(), field);
      if (before != null) {
        throw at.fault(
            "the key '%s' stands on line %d already"
                .formatted(key.getValue(), before.place().line()));
      }
    }
    return new Fields(fields, place);
  }

  private static @Nullable Object value(ScalarNode scalar, Place place) {
    String text = scalar.getValue();
    Tag tag = scalar.getTag();
    if (tag.equals(Tag.STR)) {
      return text;
    } else if (tag.equals(Tag.NULL)) {
      return null;
    } else if (tag.equals(Tag.BOOL)) {
      return Boolean.valueOf(text);
    } else if (tag.equals(Tag.INT)) {
      return whole(text, place);
    } else if (tag.equals(Tag.FLOAT)) {
      return decimal(text);
    }
    throw place.fault("the tag %s is not known here".formatted(tag.getValue()));
  }

  private static Object whole(String text, Place place) {
    try {
      String digits = text.startsWith("+") ? text.substring(1) : text;
      BigInteger number =
          digits.startsWith("0x")
              ? new BigInteger(digits.substring(2), 16)
              : digits.startsWith("0o")
                  ? new BigInteger(digits.substring(2), 8)
                  : new BigInteger(digits);
      return number.longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw place.fault("the number %s does not fit into 64 bits".formatted(text));
    }
  }

  private static Object decimal(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".inf")) {
      return lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return lower.endsWith(".nan") ? (Object) Double.NaN : Double.valueOf(text);
  }
}
