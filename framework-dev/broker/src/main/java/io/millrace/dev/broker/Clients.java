package io.millrace.dev.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The processes that use a broker, one empty file for each use, named {@code <pid>-<start time>-<number>}. A file says
 * nothing that its name does not, so it can never be seen half-written.
 */
public final class Clients {

    private final BrokerFolder folder;

    public Clients(BrokerFolder folder) {
        this.folder = folder;
    }

    /** Notes one more use by the calling process. Call with the folder's lock held; give the result to {@link #leave}. */
    public Path join() {
        ProcessId self = ProcessId.current();
        try {
            Files.createDirectories(folder.clients());
            for (int number = 0; ; number++) {
                Path file = folder.clients().resolve(self.pid() + "-" + self.startMs() + "-" + number);
                try {
                    return Files.createFile(file);
                } catch (FileAlreadyExistsException taken) {
                    // Another use by this process; the next number.
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes a use back. */
    public void leave(Path joined) {
        try {
            Files.deleteIfExists(joined);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether no process is left that uses the broker. To act on a yes, ask again with the folder's lock held. */
    public boolean gone() {
        try {
            boolean gone = true;
            for (Path file : BrokerFolder.list(folder.clients())) {
                if (idOf(file).running().isPresent()) {
                    gone = false;
                } else {
                    Files.deleteIfExists(file);
                }
            }
            return gone;
        } catch (IOException e) {
            // Without the folder nobody can find this broker any more.
            return !Files.isDirectory(folder.clients());
        }
    }

    private static ProcessId idOf(Path file) {
        String[] parts = file.getFileName().toString().split("-");
        return new ProcessId(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }
}
