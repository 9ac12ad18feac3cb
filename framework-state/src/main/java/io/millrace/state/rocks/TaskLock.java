package io.millrace.state.rocks;

import io.millrace.state.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The right to use a task's directory: held by one process, and there by one user. The system frees it on any death. */
final class TaskLock implements AutoCloseable {
    private final FileChannel channel;

    private TaskLock(FileChannel channel) {
        this.channel = channel;
    }

    static TaskLock take(Path file, int task) {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new TaskLock(channel);
            }
            channel.close();
            throw held(file, task, "another process", null);
        } catch (OverlappingFileLockException e) {
            close(channel);
            throw held(file, task, "this process", e);
        } catch (IOException e) {
            throw new UncheckedIOException("MR-0408 cannot lock " + file, e);
        }
    }

    private static StoreException held(Path file, int task, String by, @Nullable Throwable cause) {
        return new StoreException(
                "MR-0404 the store of task " + task + " (" + file + ") is in use by " + by
                        + "; give each replica its own state directory, and close a store before opening it again",
                false,
                cause);
    }

    @Override
    public void close() {
        close(channel);
    }

    private static void close(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
