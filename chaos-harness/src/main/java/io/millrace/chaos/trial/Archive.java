package io.millrace.chaos.trial;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * An archive of loaded classes, which lets replicas start in half the time, as docs/operations.md advises. There is none
 * where the class path has folders, as in a build's tests: the virtual machine wants jars.
 */
final class Archive {
    private final Path file;
    private final boolean possible;

    /** @param classPath of the replicas */
    Archive(Path folder, String classPath) {
        List<File> entries = Arrays.stream(classPath.split(File.pathSeparator))
                .map(File::new)
                .toList();
        possible = entries.stream().allMatch(File::isFile);
        long stamp = entries.stream().mapToLong(File::lastModified).sum() ^ classPath.hashCode();
        file = folder.resolve("replica-" + Long.toHexString(stamp) + ".jsa");
    }

    /** Whether it has to be made first. */
    boolean isMissing() {
        return possible && !Files.exists(file);
    }

    /** For the replica that makes it, when it ends in order. */
    List<String> making() {
        return List.of("-XX:ArchiveClassesAtExit=" + file);
    }

    /** For those that use it. */
    List<String> using() {
        return possible && Files.exists(file) ? List.of("-XX:SharedArchiveFile=" + file, "-Xlog:cds=off") : List.of();
    }
}
