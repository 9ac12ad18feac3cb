package io.millrace.chaos.trial;

import io.millrace.testkit.check.Event;
import io.millrace.testkit.check.HistoryWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The history of a run while it is written: a file for each who tells something. Thread-safe. */
final class Journals implements AutoCloseable {
    private static final String HARNESS = "harness";

    private final Path folder;
    private final Map<String, HistoryWriter> byTeller = new ConcurrentHashMap<>();

    Journals(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }

    /** The file of a replica, the feeder, or whoever else. */
    HistoryWriter of(String teller) {
        return byTeller.computeIfAbsent(teller, name -> HistoryWriter.open(folder.resolve(name + ".jsonl"), name));
    }

    /** What the harness itself does or sees. */
    void tell(Event event) {
        of(HARNESS).add(event);
    }

    @Override
    public void close() {
        byTeller.values().forEach(HistoryWriter::close);
    }
}
