package dev.crema.examples.torch;

import dev.crema.api.Module;
import dev.crema.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a module of PyTorch's is asked for. */
final class ModuleMethods {
  private ModuleMethods() {}

  static Object call(Module module, String name, List<Object> arguments) {
    return switch (name) {
      case "__call__", "forward" -> module.apply((Tensor) arguments.getFirst());
      case "eval" -> {
        module.eval();
        yield module;
      }
      case "train" -> {
        module.train();
        yield module;
      }
      case "parameters" -> List.<Object>copyOf(module.parameters());
      case "load_state_dict" -> {
        module.loadStateDict(state((Map<?, ?>) arguments.getFirst()));
        yield Values.NONE;
      }
      default -> throw new Unsupported("unknown name Module." + name);
    };
  }

  private static Map<String, Tensor> state(Map<?, ?> given) {
    Map<String, Tensor> state = new LinkedHashMap<>();
    given.forEach((key, value) -> state.put((String) key, (Tensor) value));
    return state;
  }
}
