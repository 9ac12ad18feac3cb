package io.millrace.engine;

import io.millrace.fault.Fault;
import io.millrace.fault.FaultException;
import io.millrace.port.Background;
import io.millrace.port.ChangelogReader;
import io.millrace.port.CommittedOffset;
import io.millrace.port.Events.Restored;
import io.millrace.port.Failpoint;
import io.millrace.port.GroupLog;
import io.millrace.port.GroupLog.Changelog;
import io.millrace.port.Partition;
import io.millrace.port.TaskStatus;
import io.millrace.state.Checkpoint;
import io.millrace.state.Restorer;
import io.millrace.state.StoreException;
import io.millrace.state.TaskStore;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings a task to where its last owner left it: fences the dead, waits for stable offsets, restores.
 *
 * <p>Runs beside the worker's thread, in steps. A crash between any two changes nothing that a new opening would not find
 * and settle. The result is published by {@link #outcome}; until then nobody else touches the store.
 */
final class TaskOpening implements Background.Work {
    /** So many reads without a record while the target is not reached, and the dead are looked for again. */
    private static final int STALLS_MAX = 3;

    /** A tail this long is restored the fast way, which costs opening the store twice. */
    private static final long BULK_RECORDS_MIN = 50_000;

    private static final int OPEN_TRIES_MAX = 1_000;

    private final int task;
    private final ListenerPlan plan;
    private final Ports ports;
    private final StoreLayout layout;
    private final Set<Partition> partitions;
    private long began;

    private Phase phase = Phase.SETTLE;
    private @Nullable TaskStore store;
    private Map<Partition, CommittedOffset> offsets = Map.of();
    private long position;
    private Changelog changelog;
    private @Nullable Restorer restorer;
    private @Nullable ChangelogReader reader;
    private boolean rebuilt;
    private boolean bulk;
    private int stalls;
    private long records;
    private long bytes;
    private long settledNanos;
    private long decidedNanos;
    private volatile @Nullable Outcome outcome;
    private volatile boolean cancelled;
    private volatile long remaining;
    private final boolean wasOpen;
    private final OpeningWait wait;

    /** The task is another's: its state is fetched while that one works on, and nobody is disturbed. */
    private volatile boolean ahead;

    /** It has come meanwhile. */
    private boolean owned;

    private boolean started;
    private int openTries;
    private @Nullable StoreException damage;
    private boolean wiped;

    private enum Phase {
        SETTLE,
        DECIDE,
        RESTORE
    }

    /** How an opening ended. */
    sealed interface Outcome {}

    /**
     * The task can run.
     *
     * @param offsets where each input goes on
     * @param position the changelog position of the store
     */
    record Opened(
            TaskStore store,
            StoreLayout layout,
            Map<Partition, CommittedOffset> offsets,
            long position,
            String clusterId,
            String changelogId,
            Restored restored)
            implements Outcome {}

    /** The task cannot run. */
    record Refused(Fault fault) implements Outcome {}

    /** Given up on request; the store is closed. */
    record Cancelled() implements Outcome {}

    /**
     * @param kept the store, where the task was open already and only its offsets are in doubt
     */
    TaskOpening(int task, ListenerPlan plan, Ports ports, StoreLayout layout, @Nullable TaskStore kept) {
        this(task, plan, ports, layout, kept, kept != null, false);
    }

    private TaskOpening(
            int task,
            ListenerPlan plan,
            Ports ports,
            StoreLayout layout,
            @Nullable TaskStore kept,
            boolean wasOpen,
            boolean ahead) {
        this.task = task;
        this.plan = plan;
        this.ports = ports;
        this.layout = layout;
        this.store = kept;
        this.wasOpen = wasOpen;
        this.ahead = ahead;
        this.wait = new OpeningWait(task, ports.clock(), ports.events());
        this.partitions = new HashSet<>();
        plan.inputs().forEach(input -> partitions.add(new Partition(input.topic(), task)));
        this.began = ports.clock().nanos();
        this.changelog = new Changelog("", "", 0, 0, 0);
    }

    /**
     * Of a task that this process is to have later: brings the store as far as is committed by now, and fences nobody.
     *
     * @param store where it is open already
     */
    static TaskOpening ahead(int task, ListenerPlan plan, Ports ports, StoreLayout layout, @Nullable TaskStore store) {
        return new TaskOpening(task, plan, ports, layout, store, false, true);
    }

    /** Of a task that comes, over the store that was opened ahead; null: there is none. */
    static TaskOpening over(int task, ListenerPlan plan, Ports ports, StoreLayout layout, @Nullable TaskStore warm) {
        return new TaskOpening(task, plan, ports, layout, warm, false, false);
    }

    /** The store is damaged: it is wiped before it is opened, once, because everything is in the changelog. */
    TaskOpening rebuilding(StoreException why) {
        damage = why;
        closeReader();
        if (store != null) {
            store.close();
            store = null;
        }
        return this;
    }

    /** The task has come: what was fetched ahead is kept, and the opening proper begins over it. Worker's thread. */
    synchronized TaskOpening own() {
        owned = true;
        if (outcome != null) {
            beginOwned();
        }
        return this;
    }

    /** Nobody else steps: either this is the step under way, or there is none. */
    private synchronized void beginOwned() {
        if (!ahead || !owned) {
            return;
        }
        closeReader();
        ahead = false;
        outcome = null;
        phase = Phase.SETTLE;
        began = ports.clock().nanos();
        records = 0;
        bytes = 0;
    }

    /** Null while under way. */
    @Nullable
    Outcome outcome() {
        return outcome;
    }

    /** What the task is doing as long as there is no outcome. */
    TaskStatus status() {
        return remaining > 0 ? TaskStatus.RESTORING : wasOpen ? TaskStatus.SUSPENDED : TaskStatus.ASSIGNED;
    }

    /** Changelog records that are still to be replayed, offsets that hold no record counted too. */
    long remaining() {
        return remaining;
    }

    /** True for the first caller, who then hands it to the background. Worker's thread. */
    boolean markStarted() {
        boolean first = !started;
        started = true;
        return first;
    }

    /**
     * Ends the opening after its current step, or at once if it was never started. One that has ended well meanwhile is
     * undone: nobody will ever run the task, so nobody else would close its store. Worker's thread.
     */
    synchronized void cancel() {
        cancelled = true;
        if (!started) {
            end(new Cancelled());
        } else if (outcome instanceof Opened opened) {
            opened.store().close();
            outcome = new Cancelled();
        }
    }

    @Override
    public Background.Progress step() {
        beginOwned();
        if (outcome != null) {
            return Background.Progress.DONE;
        }
        if (cancelled) {
            return end(new Cancelled());
        }
        try {
            return switch (phase) {
                case SETTLE -> settle();
                case DECIDE -> decide();
                case RESTORE -> restore();
            };
        } catch (FaultException e) {
            return e.fault() instanceof Fault.Transient ? Background.Progress.LATER : end(new Refused(e.fault()));
        } catch (StoreException e) {
            if (e.corrupt() && !wiped) {
                rebuilding(e);
                phase = Phase.SETTLE;
                return Background.Progress.AGAIN;
            }
            // The store may still be in the hands of a worker that has not heard yet that it lost the task.
            if (!e.corrupt() && phase == Phase.DECIDE && ++openTries < OPEN_TRIES_MAX) {
                return Background.Progress.LATER;
            }
            return end(new Refused(new Fault.Corrupt("MR-0401", String.valueOf(e.getMessage()), e)));
        } catch (RuntimeException e) {
            return end(new Refused(new Fault.Bug("MR-0399", "opening task " + task + " failed: " + e, e)));
        }
    }

    private Background.Progress settle() {
        GroupLog.Situation now = ports.group().situation(plan.idPrefix(), partitions, task);
        if (!ahead && fenceDead(now.openTransactions())) {
            return Background.Progress.AGAIN;
        }
        Map<Partition, CommittedOffset> stable = now.stableOffsets();
        if (!stable.keySet().containsAll(partitions)) {
            wait.goesOn(
                    () -> "a transaction holds committed offsets of its inputs; open are " + now.openTransactions());
            return Background.Progress.LATER;
        }
        offsets = stable;
        changelog = now.changelog();
        settledNanos = ports.clock().nanos() - began;
        ports.failpoints().reach(Failpoint.AFTER_STABLE_OFFSETS);
        phase = Phase.DECIDE;
        return Background.Progress.AGAIN;
    }

    /**
     * A dead owner's open transaction keeps the offsets unstable until it times out. So whoever has one open and is not
     * a member is fenced. The order matters: open transactions first, members second. Whoever joins in between is found
     * among the members; whoever opens one in between is not on the list. Whether
     * there was one.
     */
    private boolean fenceDead(List<String> open) {
        Set<String> dead = new HashSet<>(open);
        if (!dead.isEmpty()) {
            dead.removeAll(ports.group().liveTransactionalIds());
            ports.failpoints().reach(Failpoint.AFTER_LISTING_BEFORE_FENCING);
            if (!dead.isEmpty()) {
                ports.group().fence(dead);
                ports.failpoints().reach(Failpoint.AFTER_FENCING);
            }
        }
        return !dead.isEmpty();
    }

    private Background.Progress decide() {
        position = committedPosition();
        if (changelog.end() < position) {
            changelog = ports.group().changelog(task); // it was asked before the offsets
        }
        boolean empty = position < 0 && isEmpty();
        if (damage != null) {
            if (recovery(empty, null) instanceof Recovery.Decision.Refuse refuse) {
                return refuse(refuse.fault()); // what is damaged is better than nothing
            }
            ports.events().storeDamaged(task, String.valueOf(damage.getMessage()));
            damage = null;
            wiped = true;
            ports.stores().wipe(task);
        }
        if (store == null) {
            store = ports.stores().open(task);
        }
        Recovery.Decision decision = recovery(empty, store.checkpoint());
        decidedNanos = ports.clock().nanos() - began;
        if (decision instanceof Recovery.Decision.Refuse refuse) {
            return refuse(refuse.fault());
        }
        if (decision instanceof Recovery.Decision.Replay replay) {
            return restoreFrom(replay.from());
        }
        position = Math.max(0, position);
        if (store.checkpoint() != null) {
            store.close();
            store = null;
            ports.stores().wipe(task);
            store = ports.stores().open(task);
        }
        rebuilt = decision instanceof Recovery.Decision.Rebuild;
        return restoreFrom(changelog.beginning());
    }

    /**
     * This process may have stood still since it read the offsets, while another owner committed: changelog and offsets are
     * then not of one moment, and nothing is wrong. Only what is refused twice is refused.
     */
    private Background.Progress refuse(Fault fault) {
        if (!ahead && !offsets.equals(ports.group().stableOffsets(partitions))) {
            phase = Phase.SETTLE;
            return Background.Progress.AGAIN;
        }
        return end(new Refused(fault));
    }

    private Recovery.Decision recovery(boolean empty, @Nullable Checkpoint checkpoint) {
        return Recovery.decide(new Recovery.Facts(
                task, position, changelog, empty, checkpoint, ports.clock().wallMs()));
    }

    /** P stands in every offset that we wrote; an input added later has none yet. */
    private long committedPosition() {
        long found = -1;
        for (CommittedOffset offset : offsets.values()) {
            if (offset.offset() >= 0) {
                if (!CommitNote.isOurs(offset)) {
                    return -1;
                }
                found = Math.max(found, CommitNote.of(offset).changelog());
            }
        }
        return found;
    }

    /** A changelog may hold nothing but what aborted transactions left. */
    private boolean isEmpty() {
        if (changelog.end() == 0) {
            return true;
        }
        try (ChangelogReader look = ports.group().readChangelog(task, changelog.beginning())) {
            while (look.position() < changelog.end()) {
                if (!look.next().isEmpty()) {
                    return false;
                }
            }
            return true;
        }
    }

    private Background.Progress restoreFrom(long from) {
        if (from >= position) {
            return opened();
        }
        if (position - from >= BULK_RECORDS_MIN) {
            open0().close();
            store = null;
            store = ports.stores().openToRestore(task);
            bulk = true;
        }
        reader = ports.group().readChangelog(task, from);
        restorer = new Restorer(open0(), layout.specs());
        phase = Phase.RESTORE;
        remaining = position - from;
        return Background.Progress.AGAIN;
    }

    private Background.Progress restore() {
        ChangelogReader from = reader;
        Restorer to = restorer;
        if (from == null || to == null) {
            throw new IllegalStateException("no restore under way");
        }
        List<ChangelogReader.Change> changes = from.next();
        for (ChangelogReader.Change change : changes) {
            if (change.offset() >= position) {
                break; // of a later commit, by the owner that still works
            }
            to.apply(change.entry(), change.value());
            bytes += change.entry().length + (change.value() == null ? 0 : change.value().length);
            records++;
        }
        // The reader may be beyond the target: the mark that ends a transaction has an offset too.
        to.flush(new Checkpoint(
                changelog.clusterId(),
                changelog.topicId(),
                task,
                Math.min(from.position(), position),
                ports.clock().wallMs()));
        remaining = Math.max(1, position - from.position());
        ports.failpoints().reach(Failpoint.RESTORE_CHUNK);
        if (from.position() >= position) {
            return opened();
        }
        if (!changes.isEmpty()) {
            stalls = 0;
            wait.over();
        } else if (++stalls > STALLS_MAX && !ahead) {
            stalls = 0;
            wait.goesOn(() -> plan.changelog() + "-" + task + " is held by a transaction at offset " + from.position()
                    + ", and needed up to " + position);
            fenceDead(ports.group().openTransactions(plan.idPrefix()));
        }
        return Background.Progress.AGAIN;
    }

    private Background.Progress opened() {
        if (bulk) {
            open0().close();
            store = null;
            store = ports.stores().open(task);
        }
        ports.failpoints().reach(Failpoint.AFTER_RESTORE);
        Fault misfit = layout.catalog(open0()).misfit(task);
        if (misfit != null) {
            return end(new Refused(misfit));
        }
        Map<Partition, CommittedOffset> start = new HashMap<>();
        for (Partition partition : partitions) {
            CommittedOffset offset = offsets.get(partition);
            start.put(
                    partition,
                    offset.offset() >= 0
                            ? offset
                            : new CommittedOffset(
                                    ports.group()
                                            .startingAt(
                                                    partition, plan.settings().startAtMs()),
                                    ""));
        }
        closeReader();
        long all = ports.clock().nanos() - began;
        Restored restored = new Restored(
                records, bytes, position, settledNanos, decidedNanos - settledNanos, all - decidedNanos, rebuilt);
        return end(new Opened(open0(), layout, start, position, changelog.clusterId(), changelog.topicId(), restored));
    }

    private TaskStore open0() {
        TaskStore opened = store;
        if (opened == null) {
            throw new IllegalStateException("store is not open");
        }
        return opened;
    }

    private synchronized Background.Progress end(Outcome how) {
        closeReader();
        if (owned && ahead && !cancelled) {
            beginOwned();
            return Background.Progress.AGAIN;
        }
        boolean opened = how instanceof Opened && !cancelled;
        if (!opened && store != null) {
            store.close();
            store = null;
        }
        outcome = how instanceof Opened && cancelled ? new Cancelled() : how;
        return Background.Progress.DONE;
    }

    private void closeReader() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
