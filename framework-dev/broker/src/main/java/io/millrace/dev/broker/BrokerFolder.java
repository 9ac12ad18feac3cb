package io.millrace.dev.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where one broker keeps everything: its data, settings and logs, the note that it runs, and the list of its clients. */
public record BrokerFolder(Path root) {

    /** Kafka's log directory. */
    public Path data() {
        return root.resolve("data");
    }

    /** The broker's {@code server.properties}. */
    public Path settings() {
        return root.resolve("server.properties");
    }

    /** What the broker logs; rolled at 10 MB, one predecessor is kept. */
    public Path log() {
        return root.resolve("broker.log");
    }

    /** What the broker's JVM itself prints, for instance that it could not start. */
    public Path console() {
        return root.resolve("broker.out");
    }

    Path runNote() {
        return root.resolve("broker.run");
    }

    Path clients() {
        return root.resolve("clients");
    }

    Path lock() {
        return root.resolve("broker.lock");
    }

    /** Removes topics, offsets and transactions; logs and settings stay. The broker must not run. */
    public void deleteData() {
        deleteTree(data());
    }

    /** Removes the folder and all in it. The broker must not run. */
    public void deleteAll() {
        deleteTree(root);
    }

    private static void deleteTree(Path top) {
        try (Stream<Path> tree = Files.walk(top)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException alreadyGone) {
            // Whoever else was deleting it has done what was asked.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        }
    }
}
