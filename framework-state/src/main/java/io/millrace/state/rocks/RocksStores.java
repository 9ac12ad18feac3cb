package io.millrace.state.rocks;

import io.millrace.state.StoreEngine;
import io.millrace.state.StoreException;
import io.millrace.state.TaskStore;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Stores on disk, in {@code <listener directory>/<task>}, readable for their owner only and never through symbolic links.
 * The directory belongs to one process, and to one of these there, from here to {@link #close}.
 */
public final class RocksStores implements StoreEngine {
    private final Path directory;
    private final RocksSettings serving;
    private final RocksSettings restoring;
    private final StateLock owned;

    /** The last store of each task that was opened here, closed ones too. */
    private final Map<Integer, RocksStore> known = new ConcurrentHashMap<>();

    /**
     * @param directory the listener's; made if missing
     * @param memory outlives this engine
     * @throws StoreException MR-0404 if another process has it, MR-0406 or MR-0409 if it cannot be used
     */
    public RocksStores(Path directory, RocksMemory memory) {
        this.directory = directory;
        make(directory);
        owned = StateLock.take(directory.resolve("lock"), "the state directory " + directory);
        serving = RocksSettings.serving(memory);
        restoring = RocksSettings.restoring(memory);
    }

    private static void make(Path directory) {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        Set<PosixFilePermission> ownerOnly = PosixFilePermissions.fromString("rwx------");
        FileAttribute<?>[] made = posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(ownerOnly)}
                : new FileAttribute<?>[0];
        try {
            refuseLink(directory);
            Files.createDirectories(directory, made);
            if (posix && !Files.getPosixFilePermissions(directory).equals(ownerOnly)) {
                Files.setPosixFilePermissions(directory, ownerOnly);
            }
        } catch (IOException e) {
            throw new StoreException(
                    "MR-0409 cannot use the state directory " + directory + " (" + e
                            + "); set millrace.state-dir to one that this process may write and owns",
                    false,
                    e);
        }
    }

    /** State that leaves its directory could be anybody's. */
    private static void refuseLink(Path path) {
        if (Files.isSymbolicLink(path)) {
            throw new StoreException(
                    "MR-0406 " + path + " is a symbolic link; state is not kept behind links: remove it, or set"
                            + " millrace.state-dir to where it points",
                    false,
                    null);
        }
    }

    private static void refuseLinksIn(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            files.forEach(RocksStores::refuseLink);
        } catch (IOException e) {
            throw new StoreException("MR-0408 cannot list " + directory + ": " + e, false, e);
        }
    }

    private Path of(int task) {
        return directory.resolve(Integer.toString(task));
    }

    private StateLock lock(int task) {
        return StateLock.take(lockFile(task), "the store of task " + task);
    }

    private Path lockFile(int task) {
        return directory.resolve(task + ".lock");
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
        StateLock lock = lock(task);
        try {
            make(of(task));
            refuseLinksIn(of(task));
            RocksStore store = RocksStore.open(of(task), task, settings, lock);
            known.put(task, store);
            return store;
        } catch (RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    /** Of a store that was not open here yet: as far as it was when it was last closed, which stands in its lock. */
    @Override
    public long position(int task) {
        if (!exists(task)) {
            return -1;
        }
        RocksStore store = known.get(task);
        return store != null ? store.position() : StateLock.noted(lockFile(task));
    }

    private boolean exists(int task) {
        return Files.isDirectory(of(task), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public void wipe(int task) {
        StateLock lock = lock(task);
        try {
            if (exists(task)) {
                delete(of(task));
            }
            known.remove(task);
            lock.note(0);
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
            throw new StoreException(
                    "MR-0408 cannot wipe " + directory + " (" + e + "); check its disk and permissions", false, e);
        }
    }

    @Override
    public void close() {
        serving.close();
        restoring.close();
        owned.close();
    }
}
