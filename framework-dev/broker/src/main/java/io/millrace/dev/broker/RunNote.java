package io.millrace.dev.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** What a running broker writes into its folder for those who look for it: who it is, where it listens, whether it is ready. */
public record RunNote(ProcessId process, int port, boolean ready) {

    /** The note of the broker that runs in this folder, or empty if none does. */
    public static Optional<RunNote> read(BrokerFolder folder) {
        try {
            return Optional.of(parse(Files.readString(folder.runNote())))
                    .filter(note -> note.process.running().isPresent());
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(BrokerFolder folder) throws IOException {
        Path half = folder.runNote().resolveSibling("broker.run.half");
        Files.writeString(half, process.pid() + " " + process.startMs() + " " + port + " " + ready);
        Files.move(half, folder.runNote(), StandardCopyOption.ATOMIC_MOVE);
    }

    private static RunNote parse(String text) {
        String[] fields = text.split(" ");
        return new RunNote(
                new ProcessId(Long.parseLong(fields[0]), Long.parseLong(fields[1])),
                Integer.parseInt(fields[2]),
                Boolean.parseBoolean(fields[3]));
    }
}
