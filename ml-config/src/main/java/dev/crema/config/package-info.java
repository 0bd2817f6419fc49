/**
 * Models and trainings from YAML files, and trained models out of a folder.
 *
 * <p>{@link dev.crema.config.ModelFile} is what a file says, {@link dev.crema.config.Experiment}
 * what comes of it, {@link dev.crema.config.TrainedModel} what a training left in its folder.
 *
 * <pre>{@code
 * Files.writeString(
 *     file,
 *     """
 *     data: iris
 *     model:
 *       - standardize: {num_features: 4}
 *       - linear: {in_features: 4, out_features: 3}
 *     loss: cross_entropy
 *     optimizer: {adam: {learning_rate: 0.1}}
 *     """);
 * Experiment iris = Experiment.of(ModelFile.read(file));
 * iris.fit();
 * iris.trainer().listeners(Checkpoints.in(folder)).build().fit(iris.training(), iris.test());
 * iris.description().orElseThrow().save(folder);
 *
 * Path flowers = folder.resolve("flowers.csv");
 * String names = "sepal_length,sepal_width,petal_length,petal_width\n";
 * Files.writeString(flowers, names + "5.1,3.5,1.4,0.2\n");
 * TrainedModel.load(folder).predict(flowers).getFirst().label();  // setosa
 * }</pre>
 */
@NullMarked
package dev.crema.config;

import org.jspecify.annotations.NullMarked;
