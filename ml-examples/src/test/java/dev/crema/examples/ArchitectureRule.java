package dev.crema.examples;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.haveSimpleNameEndingWith;
import static com.tngtech.archunit.lang.conditions.ArchConditions.never;
import static com.tngtech.archunit.lang.conditions.ArchConditions.onlyDependOnClassesThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * What may know what. Each rule says which classes it is about, how many of them there are at
 * least, what holds for them, and one class that breaks it.
 */
enum ArchitectureRule {
  TENSOR_STANDS_ON_THE_JDK_AND_SLF4J_ALONE(
      resideInAPackage("dev.crema.tensor.."),
      150,
      onlyDependOnClassesThat(
          resideInAnyPackage(
              "java..",
              "jdk.incubator.vector",
              "org.slf4j",
              "org.jspecify..",
              "dev.crema.tensor..")),
      "dev.crema.tensor.Wrong",
      "package dev.crema.tensor; class Wrong { dev.crema.api.Loss loss; }"),

  FUNCTIONS_STAND_ON_TENSOR(
      resideInAPackage("dev.crema.functional.."),
      20,
      knowsOf("tensor", "functional"),
      "dev.crema.functional.Wrong",
      "package dev.crema.functional; class Wrong { dev.crema.api.Loss loss; }"),

  API_STANDS_ON_TENSOR(
      resideInAPackage("dev.crema.api.."),
      50,
      knowsOf("tensor", "api"),
      "dev.crema.api.Wrong",
      "package dev.crema.api; class Wrong { dev.crema.layers.Linear first; }"),

  LAYERS_STAND_ON_API(
      resideInAPackage("dev.crema.layers.."),
      20,
      knowsOf("tensor", "functional", "api", "layers"),
      "dev.crema.layers.Wrong",
      "package dev.crema.layers; class Wrong { Object o = dev.crema.data.Datasets.iris(); }"),

  OPTIM_STANDS_ON_API(
      resideInAPackage("dev.crema.optim.."),
      8,
      knowsOf("tensor", "api", "optim"),
      "dev.crema.optim.Wrong",
      "package dev.crema.optim; class Wrong { dev.crema.layers.Linear first; }"),

  DATA_STANDS_ON_API(
      resideInAPackage("dev.crema.data.."),
      8,
      knowsOf("tensor", "api", "data"),
      "dev.crema.data.Wrong",
      "package dev.crema.data; class Wrong { java.util.List<dev.crema.optim.SGD> them; }"),

  TRAIN_STANDS_ON_API(
      resideInAPackage("dev.crema.train.."),
      8,
      knowsOf("tensor", "api", "train"),
      "dev.crema.train.Wrong",
      "package dev.crema.train; class Wrong { dev.crema.examples.CremaCommand command; }"),

  CONFIG_STANDS_ON_LAYERS_DATA_AND_TRAIN(
      resideInAPackage("dev.crema.config.."),
      15,
      knowsOf("tensor", "api", "layers", "data", "train", "config"),
      "dev.crema.config.Wrong",
      "package dev.crema.config; class Wrong { dev.crema.optim.SGD optimizer; }"),

  ONLY_TRAIN_KNOWS_GUICE_AND_WHO_CALLS_IT(
      resideInAPackage("dev.crema..")
          .and(resideOutsideOfPackage("dev.crema.train.."))
          .and(resideOutsideOfPackage("dev.crema.examples..")),
      250,
      noneFrom("com.google.inject..", "jakarta.inject.."),
      "dev.crema.data.Wrong",
      "package dev.crema.data; class Wrong { @com.google.inject.Inject Object set; }"),

  ONLY_EXAMPLES_CHOOSE_A_LOGGER(
      resideInAPackage("dev.crema..").and(resideOutsideOfPackage("dev.crema.examples..")),
      250,
      noneFrom("ch.qos.logback..", "java.util.logging.."),
      "dev.crema.train.Wrong",
      "package dev.crema.train; class Wrong { ch.qos.logback.classic.Logger log; }"),

  ONLY_ONE_PACKAGE_KNOWS_THE_VECTOR_API(
      resideInAPackage("dev.crema..")
          .and(resideOutsideOfPackage("dev.crema.tensor.internal.vector")),
      300,
      noneFrom("jdk.incubator.."),
      "dev.crema.tensor.internal.cpu.Wrong",
      "package dev.crema.tensor.internal.cpu;"
          + " class Wrong { jdk.incubator.vector.FloatVector lanes; }"),

  INTERNAL_PACKAGES_ARE_CLOSED(
      resideInAPackage("dev.crema.."),
      300,
      each("use internal packages of their own module only", ArchitectureRule::checkUses),
      "dev.crema.api.Wrong",
      "package dev.crema.api;"
          + " class Wrong { float e() { return dev.crema.tensor.internal.math.Float32.exp(1); } }"),

  NO_MATHS_THAT_CHANGES_WITH_THE_JDK(
      resideInAPackage("dev.crema..").and(resideOutsideOfPackage("dev.crema.examples..")),
      250,
      each("call StrictMath or tensor operations, not Math", ArchitectureRule::checkMaths),
      "dev.crema.tensor.Wrong",
      "package dev.crema.tensor;"
          + " class Wrong { java.util.function.DoubleUnaryOperator f = Math::exp; }"),

  NAMES_SAY_SOMETHING(
      resideInAPackage("dev.crema.."),
      300,
      never(
          haveSimpleNameEndingWith("Impl")
              .or(haveSimpleNameEndingWith("Util"))
              .or(haveSimpleNameEndingWith("Utils"))
              .or(haveSimpleNameEndingWith("Helper"))
              .or(haveSimpleNameEndingWith("Manager"))),
      "dev.crema.api.MathUtils",
      "package dev.crema.api; class MathUtils {}"),

  PACKAGES_ARE_NULL_MARKED(
      resideInAPackage("dev.crema.."),
      300,
      each("live in a package that is @NullMarked", ArchitectureRule::checkPackage),
      "dev.crema.api.bare.Wrong",
      "package dev.crema.api.bare; class Wrong {}");

  static final DescribedPredicate<JavaClass> INTERNAL = resideInAPackage("dev.crema..internal..");

  private static final Set<String> INEXACT =
      Set.of(
          "exp", "expm1", "log", "log10", "log1p", "pow", "cbrt", "hypot", "sin", "cos", "tan",
          "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh");

  final DescribedPredicate<JavaClass> about;
  final int atLeast;
  final ArchRule rule;
  final String wrongName;
  final String wrongSource;

  ArchitectureRule(
      DescribedPredicate<JavaClass> about,
      int atLeast,
      ArchCondition<? super JavaClass> condition,
      String wrongName,
      String wrongSource) {
    this.about = about;
    this.atLeast = atLeast;
    this.rule = ArchRuleDefinition.classes().that(about).should(narrow(condition));
    this.wrongName = wrongName;
    this.wrongSource = wrongSource;
  }

  private static ArchCondition<JavaClass> narrow(ArchCondition<? super JavaClass> condition) {
    return condition.forSubtype();
  }

  /** Of Crema, only these modules. */
  private static ArchCondition<JavaClass> knowsOf(String... modules) {
    String[] packages = Stream.of(modules).map(m -> "dev.crema." + m + "..").toArray(String[]::new);
    return onlyDependOnClassesThat(
        resideInAnyPackage(packages).or(resideOutsideOfPackage("dev.crema..")));
  }

  private static ArchCondition<JavaClass> noneFrom(String... packages) {
    return onlyDependOnClassesThat(not(resideInAnyPackage(packages)));
  }

  private static ArchCondition<JavaClass> each(
      String words, BiConsumer<JavaClass, Consumer<String>> check) {
    return new ArchCondition<>(words) {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        check.accept(item, fault -> events.add(SimpleConditionEvent.violated(item, fault)));
      }
    };
  }

  private static void checkUses(JavaClass type, Consumer<String> faults) {
    type.getDirectDependenciesFromSelf().stream()
        .filter(use -> INTERNAL.test(use.getTargetClass()))
        .filter(use -> !module(use.getTargetClass()).equals(module(type)))
        .map(Dependency::getDescription)
        .forEach(faults);
  }

  private static String module(JavaClass type) {
    return type.getPackageName().split("\\.")[2];
  }

  private static void checkMaths(JavaClass type, Consumer<String> faults) {
    Stream.concat(
            type.getMethodCallsFromSelf().stream(), type.getMethodReferencesFromSelf().stream())
        .filter(call -> call.getTargetOwner().isEquivalentTo(Math.class))
        .filter(call -> INEXACT.contains(call.getName()))
        .map(JavaCodeUnitAccess::getDescription)
        .forEach(faults);
  }

  private static void checkPackage(JavaClass type, Consumer<String> faults) {
    if (type.getPackage().tryGetPackageInfo().isEmpty()
        || !type.getPackage().isAnnotatedWith(NullMarked.class)) {
      faults.accept(
          type.getName()
              + ": "
              + type.getPackageName()
              + " has no package-info.java with @NullMarked");
    }
  }
}
