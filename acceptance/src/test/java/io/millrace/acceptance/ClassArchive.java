package io.millrace.acceptance;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** The class path as jars only, which is what an archive of loaded classes can be made of, and that archive. */
record ClassArchive(String classPath, Path file) {
    static ClassArchive in(Path directory) throws IOException {
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry);
            entries.add(
                    Files.isDirectory(path)
                            ? jar(path, directory.resolve("classes-" + entries.size() + ".jar"))
                                    .toString()
                            : entry);
        }
        return new ClassArchive(String.join(File.pathSeparator, entries), directory.resolve("classes.jsa"));
    }

    private static Path jar(Path classes, Path to) throws IOException {
        try (OutputStream out = Files.newOutputStream(to);
                JarOutputStream jar = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            // With the directories: Micronaut finds its services by them.
            for (Path each : files.filter(file -> !file.equals(classes)).toList()) {
                boolean directory = Files.isDirectory(each);
                String name = classes.relativize(each).toString().replace(File.separatorChar, '/');
                jar.putNextEntry(new JarEntry(directory ? name + "/" : name));
                if (!directory) {
                    Files.copy(each, jar);
                }
            }
        }
        return to;
    }

    /** For the process that makes it, when that ends in order. */
    String making() {
        return "-XX:ArchiveClassesAtExit=" + file;
    }

    /** For those that use it. */
    String using() {
        return "-XX:SharedArchiveFile=" + file;
    }
}
