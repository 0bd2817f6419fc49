package dev.crema.examples;

import dev.crema.tensor.CremaException;
import dev.crema.train.Checkpoints;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a run leaves what it made, and whether it goes on from there. */
final class FolderOptions {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for the trained model and the checkpoint; runs/NAME if not given.")
  private @Nullable Path out;

  @Option(
      names = "--resume",
      description = "Go on from the checkpoint in the folder, with the same settings.")
  private boolean resume;

  boolean resume() {
    return resume;
  }

  /**
   * Makes the folder of a run.
   *
   * @throws CremaException if nothing can be written into it, or resumed from
   */
  Path prepare(String name) {
    Path folder = out == null ? Path.of("runs", name) : out;
    if (folder.toString().isEmpty()) {
      throw new CremaException("--out is empty: give a folder, or '.' for this one");
    }
    if (resume && !Checkpoints.exist(folder)) {
      throw new CremaException(
          "there is nothing to resume in %s; run without --resume to start".formatted(folder));
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new CremaException(
          "--out %s: the folder cannot be made: %s".formatted(folder, reason(e)), e);
    }
    if (!Files.isWritable(folder)) {
      throw new CremaException("--out %s: the folder cannot be written to".formatted(folder));
    }
    return folder;
  }

  private static String reason(IOException e) {
    return switch (e) {
      case FileAlreadyExistsException _ -> "there is a file of that name";
      case AccessDeniedException denied -> "no permission to write to " + denied.getFile();
      case FileSystemException named when named.getReason() != null ->
          named.getReason() + ": " + named.getFile();
      default -> e.toString();
    };
  }
}
