package io.millrace.chaos.record;

import io.millrace.chaos.problem.Problem;
import io.millrace.state.Checkpoint;
import io.millrace.state.EntryKey;
import io.millrace.state.Family;
import io.millrace.state.StoreScan;
import io.millrace.state.TaskStore;
import io.millrace.state.rocks.RocksMemory;
import io.millrace.state.rocks.RocksStores;
import io.millrace.testkit.check.Event;
import io.millrace.testkit.check.Observed.Entry;
import io.millrace.testkit.check.Observed.Moment;
import io.millrace.testkit.check.Observed.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The directories of a replica that has ended, in order or not, entry by entry. */
public final class StateFolder {
    private static final byte[] LAST = {-1, -1, -1, -1, -1, -1, -1, -1};
    private static final long MEMORY_BYTES = 32L << 20;

    private StateFolder() {}

    /** A copy as it is, of a replica that does not run: opening a directory changes it. */
    public static void copy(Path state, Path to) {
        try (Stream<Path> files = Files.walk(state)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(state.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        } catch (IOException e) {
            throw new Problem(Problem.Code.FILE, "cannot copy " + state + " to " + to + ": " + e, e);
        }
    }

    /**
     * Tells what a listener's directory holds.
     *
     * @param owned tasks of which this is all there is at the end; the others are as far as they say
     */
    public static void tell(Path directory, String id, String listener, Set<Integer> owned, Consumer<Event> to) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (RocksMemory memory = new RocksMemory(MEMORY_BYTES);
                RocksStores stores = new RocksStores(directory, memory)) {
            for (int task : tasks(directory)) {
                try (TaskStore store = stores.open(task)) {
                    Moment moment = owned.contains(task) ? Moment.ENDED : Moment.CHECKPOINT;
                    tell(store, id + "-" + listener + "-" + task, listener, task, moment, to);
                }
            }
        }
    }

    private static List<Integer> tasks(Path directory) {
        try (Stream<Path> inside = Files.list(directory)) {
            return inside.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .filter(name -> name.matches("\\d+"))
                    .map(Integer::valueOf)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new Problem(Problem.Code.FILE, "cannot list " + directory + ": " + e, e);
        }
    }

    private static void tell(TaskStore store, String id, String listener, int task, Moment moment, Consumer<Event> to) {
        Checkpoint checkpoint = store.checkpoint();
        if (checkpoint == null) {
            return; // never written
        }
        to.accept(new Snapshot(id, listener, task, moment, checkpoint.position()));
        try (StoreScan scan = store.scan(Family.ENTRIES, new byte[0], LAST)) {
            while (scan.next()) {
                EntryKey entry = EntryKey.parse(scan.key());
                to.accept(new Entry(
                        id,
                        StateText.store(entry),
                        StateText.key(entry),
                        StateText.entry(entry),
                        StateText.value(entry, scan.value())));
            }
        }
    }
}
