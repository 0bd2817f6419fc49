package dev.crema.examples.torch;

import dev.crema.functional.CrossEntropyOptions;
import dev.crema.functional.CtcOptions;
import dev.crema.functional.F;
import dev.crema.functional.MultiMarginOptions;
import dev.crema.functional.PoissonNllOptions;
import dev.crema.functional.Reduction;
import dev.crema.functional.TripletMarginOptions;
import dev.crema.tensor.Tensor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** PyTorch's losses. */
final class LossFunctions {
  private LossFunctions() {}

  static void define() {
    defineRegression();
    defineBinary();
    defineClasses();
    defineMargins();
    defineEmbeddings();
    f(
        "ctc_loss(log_probs, targets, input_lengths, target_lengths, blank=0, reduction='mean',"
            + " zero_infinity=False)",
        LossFunctions::ctc);
  }

  private static void defineRegression() {
    f(
        "mse_loss(input, target, size_average=None, reduce=None, reduction='mean')",
        a -> F.mseLoss(x(a), y(a), reduction(a)));
    f(
        "l1_loss(input, target, size_average=None, reduce=None, reduction='mean')",
        a -> F.l1Loss(x(a), y(a), reduction(a)));
    f(
        "smooth_l1_loss(input, target, size_average=None, reduce=None, reduction='mean', beta=1.0)",
        a -> F.smoothL1Loss(x(a), y(a), a.number("beta"), reduction(a)));
    f(
        "huber_loss(input, target, reduction='mean', delta=1.0)",
        a -> F.huberLoss(x(a), y(a), a.number("delta"), reduction(a)));
    f(
        "poisson_nll_loss(input, target, log_input=True, full=False, size_average=None, eps=1e-8,"
            + " reduce=None, reduction='mean')",
        a ->
            F.poissonNllLoss(
                x(a),
                y(a),
                new PoissonNllOptions(
                    a.bool("log_input"), a.bool("full"), a.number("eps"), reduction(a))));
    f(
        "gaussian_nll_loss(input, target, var, full=False, eps=1e-6, reduction='mean')",
        a ->
            F.gaussianNllLoss(
                x(a), y(a), a.tensor("var"), a.bool("full"), a.number("eps"), reduction(a)));
  }

  private static void defineBinary() {
    f(
        "binary_cross_entropy(input, target, weight=None, size_average=None, reduce=None,"
            + " reduction='mean')",
        a -> F.binaryCrossEntropy(x(a), y(a), optional(a, "weight"), reduction(a)));
    f(
        "binary_cross_entropy_with_logits(input, target, weight=None, size_average=None,"
            + " reduce=None, reduction='mean', pos_weight=None)",
        a ->
            F.binaryCrossEntropyWithLogits(
                x(a), y(a), optional(a, "weight"), optional(a, "pos_weight"), reduction(a)));
    f(
        "soft_margin_loss(input, target, size_average=None, reduce=None, reduction='mean')",
        a -> F.softMarginLoss(x(a), y(a), reduction(a)));
    f(
        "multilabel_soft_margin_loss(input, target, weight=None, size_average=None, reduce=None,"
            + " reduction='mean')",
        a -> F.multilabelSoftMarginLoss(x(a), y(a), optional(a, "weight"), reduction(a)));
  }

  private static void defineClasses() {
    f(
        "nll_loss(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None,"
            + " reduction='mean')",
        a -> F.nllLoss(x(a), y(a), optional(a, "weight"), a.integer("ignore_index"), reduction(a)));
    f(
        "cross_entropy(input, target, weight=None, size_average=None, ignore_index=-100,"
            + " reduce=None, reduction='mean', label_smoothing=0.0)",
        a ->
            F.crossEntropy(
                x(a),
                y(a),
                new CrossEntropyOptions(
                    optional(a, "weight"),
                    a.integer("ignore_index"),
                    a.number("label_smoothing"),
                    reduction(a))));
    f(
        "kl_div(input, target, size_average=None, reduce=None, reduction='mean', log_target=False)",
        a ->
            a.string("reduction").equals("batchmean")
                ? F.klDivBatchMean(x(a), y(a), a.bool("log_target"))
                : F.klDiv(x(a), y(a), a.bool("log_target"), reduction(a)));
  }

  private static void defineMargins() {
    f(
        "hinge_embedding_loss(input, target, margin=1.0, size_average=None, reduce=None,"
            + " reduction='mean')",
        a -> F.hingeEmbeddingLoss(x(a), y(a), a.number("margin"), reduction(a)));
    f(
        "margin_ranking_loss(input1, input2, target, margin=0, size_average=None, reduce=None,"
            + " reduction='mean')",
        a ->
            F.marginRankingLoss(
                a.tensor("input1"), a.tensor("input2"), y(a), a.number("margin"), reduction(a)));
    f(
        "multi_margin_loss(input, target, p=1, margin=1.0, weight=None, size_average=None,"
            + " reduce=None, reduction='mean')",
        a ->
            F.multiMarginLoss(
                x(a),
                y(a),
                new MultiMarginOptions(
                    (int) a.number("p"), a.number("margin"), optional(a, "weight"), reduction(a))));
    f(
        "multilabel_margin_loss(input, target, size_average=None, reduce=None, reduction='mean')",
        a -> F.multilabelMarginLoss(x(a), y(a), reduction(a)));
  }

  private static void defineEmbeddings() {
    f(
        "cosine_embedding_loss(input1, input2, target, margin=0, size_average=None, reduce=None,"
            + " reduction='mean')",
        a ->
            F.cosineEmbeddingLoss(
                a.tensor("input1"), a.tensor("input2"), y(a), a.number("margin"), reduction(a)));
    f(
        "triplet_margin_loss(anchor, positive, negative, margin=1.0, p=2, eps=1e-06, swap=False,"
            + " size_average=None, reduce=None, reduction='mean')",
        a ->
            F.tripletMarginLoss(
                a.tensor("anchor"),
                a.tensor("positive"),
                a.tensor("negative"),
                new TripletMarginOptions(
                    a.number("margin"),
                    a.number("p"),
                    a.number("eps"),
                    a.bool("swap"),
                    reduction(a))));
    // Without a distance: there are no functions among the arguments of the references.
    f(
        "triplet_margin_with_distance_loss(anchor, positive, negative, margin=1.0, swap=False,"
            + " reduction='mean')",
        a ->
            F.tripletMarginWithDistanceLoss(
                a.tensor("anchor"),
                a.tensor("positive"),
                a.tensor("negative"),
                (one, other) -> F.pairwiseDistance(one, other, 2, 1e-6, false),
                a.number("margin"),
                a.bool("swap"),
                reduction(a)));
  }

  private static Tensor ctc(Arguments a) {
    return F.ctcLoss(
        a.tensor("log_probs"),
        a.tensor("targets"),
        lengths(a, "input_lengths"),
        lengths(a, "target_lengths"),
        new CtcOptions(a.integer("blank"), a.bool("zero_infinity"), reduction(a)));
  }

  private static Tensor lengths(Arguments a, String name) {
    return a.get(name) instanceof Tensor tensor
        ? tensor
        : Tensor.of(Arguments.list(a.get(name)).stream().mapToLong(Arguments::integer).toArray());
  }

  private static Tensor x(Arguments a) {
    return a.tensor("input");
  }

  private static Tensor y(Arguments a) {
    return a.tensor("target");
  }

  private static @Nullable Tensor optional(Arguments a, String name) {
    return a.has(name) ? a.tensor(name) : null;
  }

  private static Reduction reduction(Arguments a) {
    return a.choice(Reduction.class, "reduction");
  }

  private static void f(String signature, Function<Arguments, Object> body) {
    Functions.define("torch.nn.functional", signature, body);
  }
}
