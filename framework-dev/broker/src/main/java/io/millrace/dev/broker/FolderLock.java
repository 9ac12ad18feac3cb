package io.millrace.dev.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Exclusive access to a broker's folder, against other threads and other processes alike. The operating system gives it
 * back when its holder dies. Not reentrant.
 */
public final class FolderLock {

    /** A file lock belongs to the whole JVM: a second thread would get an exception where it should wait. */
    private static final Map<Path, ReentrantLock> WITHIN_THIS_JVM = new ConcurrentHashMap<>();

    private FolderLock() {}

    /** Waits until nobody else has the folder, then calls {@code body}. Creates the folder if needed. */
    public static <T> T holding(BrokerFolder folder, Supplier<T> body) {
        Path file = folder.lock().toAbsolutePath().normalize();
        ReentrantLock threads = WITHIN_THIS_JVM.computeIfAbsent(file, f -> new ReentrantLock());
        threads.lock();
        try {
            Files.createDirectories(folder.root());
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock processes = channel.lock()) {
                assert processes.isValid();
                return body.get();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + file, e);
        } finally {
            threads.unlock();
        }
    }
}
