package io.millrace.state.rocks;

import io.millrace.state.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The right to use a directory: held by one process, and there by one user. The system frees it on any death. */
final class StateLock implements AutoCloseable {
    private final FileChannel channel;

    private StateLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * @param what is locked, for the error
     * @throws StoreException MR-0404 if somebody has it, MR-0408 if the file cannot be used
     */
    static StateLock take(Path file, String what) {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new StateLock(channel);
            }
            channel.close();
            throw held(file, what, "another process", null);
        } catch (OverlappingFileLockException e) {
            close(channel);
            throw held(file, what, "this process", e);
        } catch (IOException e) {
            throw new StoreException(
                    "MR-0408 cannot lock " + file + " (" + e + "); check its disk and permissions", false, e);
        }
    }

    /** Leaves a number for whoever asks {@link #noted}. Nothing depends on it: it may be lost. */
    void note(long number) {
        try {
            channel.write(ByteBuffer.allocate(Long.BYTES).putLong(number).flip(), 0);
        } catch (IOException e) {
            // The store is closed already, and as good without.
        }
    }

    /** What the last holder of a lock left there; 0 if nothing. Does not need the lock. */
    static long noted(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            ByteBuffer number = ByteBuffer.allocate(Long.BYTES);
            return channel.read(number, 0) == Long.BYTES ? number.getLong(0) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private static StoreException held(Path file, String what, String by, @Nullable Throwable cause) {
        return new StoreException(
                "MR-0404 " + what + " (" + file + ") is in use by " + by
                        + "; give each replica its own millrace.state-dir, and close a store before opening it again",
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
