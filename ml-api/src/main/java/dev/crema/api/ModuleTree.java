package dev.crema.api;

import dev.crema.tensor.Buffer;
import dev.crema.tensor.CallPath;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.HookHandle;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.Tensor;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A tree of parameters, buffers and modules, found in the fields.
 *
 * <p>Every field that holds a {@link Parameter}, a {@link Buffer} or a module, and every list, map,
 * array or record of them, belongs to the tree: there is nothing to register and nothing to forget.
 * The order is that of declaration, the superclass's fields first. Names are the fields' in
 * snake_case joined by dots ({@code encoder.layers.0.in_proj_weight}), which are PyTorch's names.
 * Left out are {@code static} and {@code transient} fields, fields that the compiler makes, and
 * nulls. A weight that stands in two places counts once in {@link #parameters()} and has both names
 * in {@link #stateDict()}. {@link #register} serves modules that are in no field.
 *
 * <p>Models from one tensor to one tensor extend {@link Module}. A model with other inputs extends
 * this class, declares the method that it needs and wraps its body in {@link #inside}.
 */
public abstract class ModuleTree implements CallPath.Named {
  private boolean training = true;
  private @Nullable LinkedHashMap<String, Object> registered;

  /** The hooks of this module, or null where there are none: the common case costs one check. */
  @Nullable Hooks hooks;

  /** A module; its parameters and children are found in its fields. */
  protected ModuleTree() {}

  // ---- Parts that are in no field

  /**
   * Adds a child that is in no field, or in a field that cannot be read.
   *
   * @param name its name in this module, used as it is
   * @param child the child
   * @return the child
   * @throws CremaException if the name is empty, holds a dot or is taken
   */
  protected final <M extends ModuleTree> M register(String name, M child) {
    return put(name, child);
  }

  /** Adds a parameter that is in no field; see {@link #register}. */
  protected final Parameter registerParameter(String name, Parameter parameter) {
    return put(name, parameter);
  }

  /** Adds a buffer that is in no field; see {@link #register}. */
  protected final Buffer registerBuffer(String name, Buffer buffer) {
    return put(name, buffer);
  }

  private <T> T put(String name, T part) {
    LinkedHashMap<String, Object> map = registered == null ? new LinkedHashMap<>() : registered;
    if (name.isEmpty() || name.indexOf('.') >= 0 || map.containsKey(name)) {
      throw new CremaException(
          "'%s' cannot be registered in %s: %s"
              .formatted(
                  name,
                  typeName(this),
                  map.containsKey(name)
                      ? "the name is taken"
                      : "a name must not be empty or hold a dot"));
    }
    map.put(name, part);
    registered = map;
    return part;
  }

  final Map<String, Object> registered() {
    return registered == null ? Map.of() : registered;
  }

  // ---- The tree

  /** The parameters of this module and all below it, each once, in the order of declaration. */
  public final List<Parameter> parameters() {
    return List.copyOf(namedParameters().values());
  }

  /** {@link #parameters()} under the path by which each is first found. */
  public final SequencedMap<String, Parameter> namedParameters() {
    Set<Parameter> seen = identitySet();
    SequencedMap<String, Parameter> found = new LinkedHashMap<>();
    for (Tree.Node node : Tree.nodes(this)) {
      node.members()
          .parameters()
          .forEach(
              (name, parameter) -> {
                if (seen.add(parameter)) {
                  found.put(node.path(name), parameter);
                  name(parameter.name(), node.path(name), parameter::named);
                }
              });
    }
    return found;
  }

  /** The buffers of this module and all below it, each once, by path. */
  public final SequencedMap<String, Buffer> namedBuffers() {
    Set<Buffer> seen = identitySet();
    SequencedMap<String, Buffer> found = new LinkedHashMap<>();
    for (Tree.Node node : Tree.nodes(this)) {
      node.members()
          .buffers()
          .forEach(
              (name, buffer) -> {
                if (seen.add(buffer)) {
                  found.put(node.path(name), buffer);
                  name(buffer.name(), node.path(name), buffer::named);
                }
              });
    }
    return found;
  }

  /** The modules directly below this one. */
  public final List<ModuleTree> children() {
    return List.copyOf(namedChildren().values());
  }

  /** The modules directly below this one by name; {@code blocks.0} for an element of a list. */
  public final SequencedMap<String, ModuleTree> namedChildren() {
    return Collections.unmodifiableSequencedMap(Members.of(this).children());
  }

  /** This module and all below it, each once, parents before children. */
  public final List<ModuleTree> modules() {
    return List.copyOf(namedModules().values());
  }

  /** {@link #modules()} by path; this module has the empty path. */
  public final SequencedMap<String, ModuleTree> namedModules() {
    Set<ModuleTree> seen = identitySet();
    SequencedMap<String, ModuleTree> found = new LinkedHashMap<>();
    for (Tree.Node node : Tree.nodes(this)) {
      if (seen.add(node.module())) {
        found.put(node.path(), node.module());
      }
    }
    return found;
  }

  /** Names a leaf for errors; the path from farther up wins over the one from farther down. */
  private static void name(@Nullable String old, String path, Consumer<String> named) {
    if (old == null || path.endsWith("." + old)) {
      named.accept(path);
    }
  }

  private static <T> Set<T> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  // ---- Training and evaluation

  /** Puts this module and all below it into training mode: dropout drops, statistics run. */
  public final void train() {
    train(true);
  }

  /** Puts this module and all below it into training or evaluation mode. */
  public final void train(boolean training) {
    for (ModuleTree module : modules()) {
      module.training = training;
    }
  }

  /** Puts this module and all below it into evaluation mode. */
  public final void eval() {
    train(false);
  }

  /** Whether this module is in training mode, as every module is at first. */
  public final boolean isTraining() {
    return training;
  }

  final void setTraining(boolean on) {
    training = on;
  }

  /** Forgets the gradients of all parameters. */
  public final void zeroGrad() {
    parameters().forEach(Parameter::zeroGrad);
  }

  /**
   * Says whether the parameters of this module and below are to be trained; frozen ones are not.
   */
  public final void requiresGrad(boolean trained) {
    parameters().forEach(parameter -> parameter.requiresGrad(trained));
  }

  /** {@code requiresGrad(false)}: no gradient is computed for the parameters from now on. */
  public final void freeze() {
    requiresGrad(false);
  }

  // ---- State

  /**
   * Copies of all parameters and buffers by path, a shared one under each of its names. In each
   * module its parameters come first, then its buffers, then its children, as in PyTorch.
   */
  public final SequencedMap<String, Tensor> stateDict() {
    return State.copy(this);
  }

  /**
   * Writes the values of a state dict into the parameters and buffers.
   *
   * @param state values by path, cast to the dtype of what they are written into
   * @throws CremaException that lists every missing, unexpected and wrongly shaped name; nothing is
   *     loaded then
   */
  public final void loadStateDict(Map<String, ? extends Tensor> state) {
    State.load(this, state, true);
  }

  /** The names that a lenient {@link #loadStateDict(Map, boolean)} passed over. */
  public record LoadReport(List<String> missing, List<String> unexpected) {}

  /**
   * As {@link #loadStateDict(Map)}; where {@code strict} is false, missing and unexpected names are
   * returned, not refused. A wrong shape is always refused.
   */
  public final LoadReport loadStateDict(Map<String, ? extends Tensor> state, boolean strict) {
    return State.load(this, state, strict);
  }

  // ---- Calling

  /**
   * Runs the body of a method of this module, so that errors name the module and its hooks run.
   *
   * <pre>{@code
   * public final class Distance extends ModuleTree {
   *   private final Linear encoder = new Linear(4, 2);
   *
   *   public Tensor between(Tensor a, Tensor b) {
   *     return inside(() -> encoder.apply(a).sub(encoder.apply(b)).square().sum(-1), a, b);
   *   }
   * }
   * }</pre>
   *
   * @param body the computation; forward hooks run where it gives a {@link Tensor}
   * @param inputs what forward hooks are shown as the inputs
   * @return what the body gave, or what a hook put in its place
   */
  protected final <T> T inside(Supplier<T> body, Tensor... inputs) {
    CallPath.Frame frame = CallPath.enter(this);
    try {
      T output = body.get();
      if (hooks == null || !(output instanceof Tensor tensor)) {
        return output;
      }
      @SuppressWarnings("unchecked") // a hook takes the place of a tensor with a tensor
      T hooked = (T) hooks.after(this, List.of(inputs), tensor);
      return hooked;
    } finally {
      frame.exit();
    }
  }

  /**
   * Adds a hook that runs after each forward pass and may replace the output.
   *
   * @param hook the hook
   * @return a handle that removes it
   */
  public final HookHandle registerForwardHook(ForwardHook hook) {
    return addHook(new Hooks.Slot(null, hook));
  }

  /** Whether this module itself has hooks: one that runs two modules as one asks first. */
  public final boolean hasHooks() {
    return hooks != null;
  }

  final HookHandle addHook(Hooks.Slot slot) {
    hooks = Hooks.with(hooks, slot);
    return () -> hooks = Hooks.without(hooks, slot);
  }

  @Override
  public final String nameInside(@Nullable Object parent) {
    if (!(parent instanceof ModuleTree tree)) {
      return "";
    }
    String path = Tree.find(tree, this);
    return path == null ? typeName(this) : path;
  }

  // ---- Words

  /** A table of the modules with their parameters, and totals. */
  public final String summary() {
    return Summary.of(this).toString();
  }

  /**
   * A table of the modules with their parameters and the shape that each gave in one call, made in
   * evaluation mode and without gradients.
   *
   * @param call calls this module with an example
   */
  public final String summary(Supplier<Tensor> call) {
    return Summary.of(this, call).toString();
  }

  /** The settings shown by {@link #toString()}, such as {@code "in_features=2, bias=true"}. */
  protected String extraRepr() {
    return "";
  }

  final String settings() {
    return extraRepr();
  }

  /** The tree of modules with their settings, nested as PyTorch prints it. */
  @Override
  public String toString() {
    return Summary.nested(this);
  }

  static String typeName(ModuleTree module) {
    String simple = module.getClass().getSimpleName();
    return simple.isEmpty() ? module.getClass().getName() : simple;
  }
}
