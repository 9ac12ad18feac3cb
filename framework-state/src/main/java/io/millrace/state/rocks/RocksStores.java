package io.millrace.state.rocks;

import io.millrace.state.StoreEngine;
import io.millrace.state.TaskStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Stores on disk, in {@code <listener directory>/<task>}, readable for their owner only. A directory is used by one
 * process at a time: opening or wiping what another one uses fails with MR-0404.
 */
public final class RocksStores implements StoreEngine {
    private final Path directory;
    private final RocksSettings serving;
    private final RocksSettings restoring;

    /**
     * @param directory the listener's; made if missing
     * @param memory outlives this engine
     */
    public RocksStores(Path directory, RocksMemory memory) {
        this.directory = directory;
        serving = RocksSettings.serving(memory);
        restoring = RocksSettings.restoring(memory);
        make(directory);
    }

    private static void make(Path directory) {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
        try {
            Files.createDirectories(directory, ownerOnly);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "MR-0409 cannot make the state directory " + directory + "; set millrace.state.dir", e);
        }
    }

    private Path of(int task) {
        return directory.resolve(Integer.toString(task));
    }

    private TaskLock lock(int task) {
        return TaskLock.take(directory.resolve(task + ".lock"), task);
    }

    @Override
    public TaskStore open(int task) {
        return open(task, serving);
    }

    @Override
    public TaskStore openToRestore(int task) {
        return open(task, restoring);
    }

    private TaskStore open(int task, RocksSettings settings) {
        TaskLock lock = lock(task);
        try {
            make(of(task));
            return RocksStore.open(of(task), task, settings, lock);
        } catch (RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    @Override
    public boolean exists(int task) {
        return Files.isDirectory(of(task));
    }

    @Override
    public void wipe(int task) {
        TaskLock lock = lock(task);
        try {
            if (exists(task)) {
                delete(of(task));
            }
        } finally {
            lock.close();
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("MR-0408 cannot wipe " + directory, e);
        }
    }

    @Override
    public void close() {
        serving.close();
        restoring.close();
    }
}
