import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import jdk.incubator.vector.VectorShape;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/**
 * Holds the branches of the kernels that the tests do not reach, as JaCoCo reports them, against
 * those that a page names with the reason: {@code Branches.java PAGE REPORT}. The build runs this
 * file as it stands.
 */
final class Branches {
  /** A row of the page: {@code | `Class.method` | 2 | why | |}. */
  private static final Pattern ROW =
      Pattern.compile("\\| `([\\w.$]+\\.(?:\\w+|<\\w+>|\\*))` \\| (\\d+) \\| (.+) \\|");

  private static final Pattern PACKAGE =
      Pattern.compile("dev/crema/tensor/internal/(cpu|kernels|vector|parallel|math)");

  private static final int WIDEST = 512;

  private Branches() {}

  public static void main(String[] args) throws Exception {
    Path report = Path.of(args[1]);
    int bits = VectorShape.preferredShape().vectorBitSize();
    if (!Files.exists(report) || bits < WIDEST) {
      System.out.printf(
          "Branches of the kernels are not checked: %s%n",
          bits < WIDEST ? "vectors of this processor have " + bits + " bits" : "no tests ran");
      return;
    }
    Map<String, Integer> named = named(Path.of(args[0]));
    Map<String, Integer> missed = new TreeMap<>();
    int[] all = new int[2];
    read(report, missed, all);
    List<String> unnamed = new ArrayList<>();
    missed.forEach(
        (method, count) -> {
          String whole = method.substring(0, method.lastIndexOf('.')) + ".*";
          int allowed = named.getOrDefault(method, named.getOrDefault(whole, 0));
          if (count > allowed && !named.containsKey(whole)) {
            unnamed.add(
                "%s: %d branches are not reached, %d named".formatted(method, count, allowed));
          }
        });
    System.out.printf(
        "Branches of the kernels: %d, not reached %d, without a reason %d%n",
        all[0] + all[1], all[1], unnamed.size());
    if (!unnamed.isEmpty()) {
      unnamed.forEach(System.err::println);
      System.err.println("Reach them by a test, or name them on " + args[0] + " with the reason.");
      System.exit(1);
    }
  }

  private static Map<String, Integer> named(Path page) throws IOException {
    Map<String, Integer> named = new TreeMap<>();
    for (String line : Files.readAllLines(page)) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        named.put(row.group(1), Integer.parseInt(row.group(2)));
      }
    }
    return named;
  }

  /**
   * Adds what each method misses, and in all the branches that are reached and those that are not.
   */
  private static void read(Path report, Map<String, Integer> missed, int[] all) throws Exception {
    DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    builder.setEntityResolver((_, _) -> new InputSource(new StringReader("")));
    NodeList methods = builder.parse(report.toFile()).getElementsByTagName("method");
    for (int i = 0; i < methods.getLength(); i++) {
      Element method = (Element) methods.item(i);
      Element type = (Element) method.getParentNode();
      Element folder = (Element) type.getParentNode();
      Element branches = branches(method);
      if (branches == null || !PACKAGE.matcher(folder.getAttribute("name")).matches()) {
        continue;
      }
      int count = Integer.parseInt(branches.getAttribute("missed"));
      all[0] += Integer.parseInt(branches.getAttribute("covered"));
      all[1] += count;
      if (count > 0) {
        String name = type.getAttribute("name");
        String simple = name.substring(name.lastIndexOf('/') + 1).replace('$', '.');
        missed.merge(simple + "." + source(method.getAttribute("name")), count, Integer::sum);
      }
    }
  }

  /** A lambda counts for the method that it stands in. */
  private static String source(String method) {
    return method.startsWith("lambda$") ? method.split("\\$")[1] : method;
  }

  private static Element branches(Element method) {
    NodeList counters = method.getElementsByTagName("counter");
    for (int i = 0; i < counters.getLength(); i++) {
      Element counter = (Element) counters.item(i);
      if (counter.getAttribute("type").equals("BRANCH")) {
        return counter;
      }
    }
    return null;
  }
}
