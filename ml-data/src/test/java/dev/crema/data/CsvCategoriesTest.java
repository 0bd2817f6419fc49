package dev.crema.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.crema.api.InputReader;
import dev.crema.data.CsvOptions.Missing;
import dev.crema.tensor.CremaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CSV files with words and with missing values, and the reader of others like them. */
class CsvCategoriesTest {
  private static final float NAN = Float.NaN;

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file =
        Files.writeString(
            folder.resolve("birds.csv"),
            """
            mass,sex,island,species
            3750,male,Dream,Adelie
            NA,female,Biscoe,Gentoo
            3800,NA,Torgersen,Adelie
            5000,male,Biscoe,Gentoo
            """);
  }

  private CsvOptions birds() {
    return CsvOptions.classes(file).withCategories("sex", "island");
  }

  /** What pandas.get_dummies gives of these rows, columns sorted. */
  @Test
  void wordsBecomeFeaturesAndMissingOnesNone() {
    CsvDataset data = new CsvDataset(birds().withMissing(Missing.KEEP));
    assertThat(data.data().featureNames())
        .containsExactly(
            "mass", "sex=female", "sex=male", "island=Biscoe", "island=Dream", "island=Torgersen");
    assertThat(data.data().features().toFloats())
        .containsExactly(
            3750, 0, 1, 0, 1, 0, NAN, 1, 0, 1, 0, 0, 3800, 0, 0, 0, 0, 1, 5000, 0, 1, 1, 0, 0);
    assertThat(data.classNames()).containsExactly("Adelie", "Gentoo");
  }

  @Test
  void rowsThatLackAValueAreLeftOut() {
    CsvDataset data = new CsvDataset(birds().withMissing(Missing.DROP));
    assertThat(data.data().featureNames())
        .containsExactly("mass", "sex=male", "island=Biscoe", "island=Dream");
    assertThat(data.data().features().toFloats()).containsExactly(3750, 1, 0, 1, 5000, 1, 1, 0);
    assertThat(data.data().labels().toLongs()).containsExactly(0, 1);
  }

  @Test
  void theReaderTakesOtherFilesInTheSameForm() throws IOException {
    InputReader reader = new CsvDataset(birds().withMissing(Missing.KEEP)).reader();
    Path others =
        Files.writeString(
            folder.resolve("others.csv"), "island,sex,mass,year\nDream,female,4000,2009\n");
    assertThat(reader.name()).isEqualTo("csv");
    assertThat(reader.read(others).toFloats()).containsExactly(4000, 1, 0, 0, 1, 0);
    Files.writeString(others, "island,sex,mass\nDream,female,\n");
    assertThat(reader.read(others).toFloats()).containsExactly(NAN, 1, 0, 0, 1, 0);
    Files.writeString(others, "island,sex,mass\n");
    assertThat(reader.read(others).shape().toArray()).containsExactly(0, 6);
  }

  @Test
  void aWordThatWasNotThereIsRefused() throws IOException {
    InputReader reader = new CsvDataset(birds().withMissing(Missing.DROP)).reader();
    Path others =
        Files.writeString(folder.resolve("others.csv"), "island,sex,mass\nMars,male,4000\n");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> reader.read(others))
        .withMessage(others + " line 2, column 'island': value 'Mars' is not one of Biscoe, Dream");
  }

  @Test
  void aColumnThatTheModelNeedsIsNotThere() throws IOException {
    InputReader reader = new CsvDataset(birds().withMissing(Missing.DROP)).reader();
    Path others = Files.writeString(folder.resolve("others.csv"), "island,mass\nDream,4000\n");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> reader.read(others))
        .withMessage(others + " has no column 'sex'; its columns are island, mass");
  }

  @Test
  void aCategoryThatIsNoFeature() {
    CsvOptions options = birds().withFeatures("mass", "sex");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> new CsvDataset(options))
        .withMessage(file + ": category 'island' is not one of the features mass, sex");
  }

  @Test
  void aLabelIsNeverKeptMissing() throws IOException {
    Files.writeString(file, "mass,species\n1,Adelie\n2,NA\n");
    CsvOptions options = CsvOptions.classes(file);
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> new CsvDataset(options.withMissing(Missing.KEEP)))
        .withMessage(
            file
                + " line 3, column 'species': the value is missing ('NA'): remove the row, fill the"
                + " value in, or read with missing drop");
    assertThat(new CsvDataset(options.withMissing(Missing.DROP)).size()).isEqualTo(1);
  }
}
