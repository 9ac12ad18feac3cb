package io.millrace.engine;

import io.millrace.api.Order;
import io.millrace.fault.Fault;
import io.millrace.port.CommittedOffset;
import io.millrace.port.Failpoint;
import io.millrace.port.InputRecord;
import io.millrace.port.Partition;
import io.millrace.port.TaskStatus;
import io.millrace.state.ChangeSink;
import io.millrace.state.Checkpoint;
import io.millrace.state.DueEntry;
import io.millrace.state.TimeRule.Domain;
import io.millrace.windowing.order.OrderBuffer;
import io.millrace.windowing.order.OrderKey;
import io.millrace.windowing.watermark.TaskWatermark;
import io.millrace.windowing.watermark.Watermarks;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One task with its state: takes records, handles them one by one, advances time.
 *
 * <p>A unit of work is a record or a timer. Each is handled whole or not at all, and what comes next follows from state
 * and input alone, so that a commit may fall between any two.
 */
final class Task {
    /** Why a record behind the end-of-input mark is late. */
    private static final String AFTER_END = "after-end";

    private final int number;
    private final ListenerPlan plan;
    private final Ports ports;
    private final Transaction transaction;
    private final TaskState state;
    private final Intake intake;
    private final Quarantine quarantine;
    private final Work work;
    private final TaskInputs inputs;
    private final @Nullable OrderBuffer<Taken> waiting;
    private final boolean eager;
    private OrderKey released = OrderKey.MIN;
    private long changelogPosition;
    private Map<Partition, CommittedOffset> committed;
    private boolean touched;
    private boolean topicsNoted;
    private final Culprit culprit;
    private int units;

    Task(
            int number,
            ListenerPlan plan,
            Ports ports,
            Transaction transaction,
            TaskOpening.Opened opened,
            TaskBounds bounds) {
        this.number = number;
        this.plan = plan;
        this.ports = ports;
        this.transaction = transaction;
        this.state = new TaskState(number, plan, ports, opened.layout(), opened.store());
        this.intake = new Intake(plan, number, ports.clock());
        this.quarantine = new Quarantine(number, plan, ports, transaction, state);
        this.work = new Work(ports.clock(), ports.events());
        this.culprit = new Culprit(bounds.overlong().of(number));
        this.waiting = plan.model().order() == Order.EVENT_TIME
                ? new OrderBuffer<>(
                        plan.inputs().size(),
                        new TakenPayloads(intake),
                        opened.store().spill(),
                        bounds.orderHeapBytesMax())
                : null;
        this.inputs = new TaskInputs(number, plan);
        this.eager = waiting == null && !plan.model().windows().isEmpty();
        this.committed = opened.offsets();
        this.changelogPosition = opened.position();
        restore();
        refuseOtherTopics();
    }

    /** The broker forgets the offsets of a topic that is deleted: one made anew would look like an input just added. */
    private void refuseOtherTopics() {
        for (InputPartition input : inputs.all()) {
            if (state.knowsAnother(input.plan())) {
                quarantine.otherTopic(input.plan());
            }
        }
    }

    /** Goes back to what was committed: state, time and places in the inputs. The caller seeks. */
    void rollback() {
        culprit.rolledBack();
        state.rollback();
        restore();
    }

    private void restore() {
        quarantine.over();
        if (waiting != null) {
            waiting.clear();
        }
        released = inputs.restore(committed, state);
        state.declareStores();
        touched = beginsLater();
        units = 0;
    }

    /**
     * Whether a place other than the beginning was chosen for an input and is not committed yet. That must not wait for a
     * record: after a restart the log's end would be another place, and what came in between would never be read.
     */
    private boolean beginsLater() {
        return plan.settings().startAtMs() != EngineSettings.EARLIEST
                && committed.values().stream()
                        .anyMatch(offset -> offset.metadata().isEmpty());
    }

    /** Takes over what was read; it waits here until {@link #turn}. */
    void read(Partition partition, List<InputRecord> records, long next) {
        inputs.of(partition).read(records, next, ports.clock().wallMs());
        touched |= !records.isEmpty();
    }

    /**
     * One turn: finishes what is due, takes what was read, advances time.
     *
     * @param unitsMax handles so many records and timers at most
     * @return how many it handled
     */
    int turn(int unitsMax, Predicate<Partition> atLogEnd) {
        if (quarantine.standsStill()) {
            return 0;
        }
        work.turnBegins();
        // Half of a turn, so that records go on meanwhile.
        units = state.deleteDropped((unitsMax + 1) / 2);
        touched |= units > 0;
        work.tidied(units);
        if (drainDue(unitsMax) && takeQueues(unitsMax)) {
            advance(atLogEnd);
            drainDue(unitsMax);
        }
        culprit.pause();
        work.turnEnds(units);
        return units;
    }

    /** The same with one unit at most, when nothing else of the worker is under way. */
    int turnAlone(Predicate<Partition> atLogEnd) {
        culprit.alone(true);
        try {
            return turn(1, atLogEnd);
        } finally {
            culprit.alone(false);
        }
    }

    /** Handles everything behind the watermark, in order of time, what expires too; false if something is left. */
    private boolean drainDue(int unitsMax) {
        while (units < unitsMax) {
            long before = timersBefore();
            DueEntry timer = state.nextTimer(Domain.EVENT, before);
            DueEntry expiry = state.nextExpiry(timer == null ? before : timer.time());
            if (expiry != null) {
                state.expire(expiry);
                work.tidied(1);
                units++;
                touched = true;
            } else if (timer != null) {
                if (!fire(timer)) {
                    return false;
                }
            } else if (waiting != null && waiting.firstBefore(inputs.watermark().current()) && !inputs.rereading()) {
                if (!release(waiting)) {
                    return false;
                }
            } else {
                if (waiting != null && !inputs.rereading()) {
                    released =
                            released.orLater(OrderKey.before(inputs.watermark().current()));
                }
                return drainProcessingTimers(unitsMax);
            }
        }
        ports.failpoints().reach(Failpoint.BETWEEN_TIMER_SLICES);
        return false;
    }

    private boolean drainProcessingTimers(int unitsMax) {
        DueEntry timer;
        long now = ports.clock().wallMs();
        while ((timer = state.nextTimer(Domain.PROCESSING, now)) != null) {
            if (units >= unitsMax || !fire(timer)) {
                return false;
            }
        }
        return true;
    }

    /**
     * In event-time order a timer goes before the first record that is later than it, else when the watermark passed.
     * While records are read again none fires: an earlier one may still be among what is missing.
     */
    private long timersBefore() {
        if (waiting == null) {
            return inputs.watermark().current();
        }
        if (inputs.rereading()) {
            return Long.MIN_VALUE;
        }
        OrderKey first = waiting.firstKey();
        return first == null
                ? inputs.watermark().current()
                : Math.min(first.time(), inputs.watermark().current());
    }

    private boolean release(OrderBuffer<Taken> order) {
        OrderKey key = order.firstKey();
        Taken taken = order.first();
        if (key == null || taken == null) {
            throw new IllegalStateException("nothing to release");
        }
        if (!handle(taken, taken.eventTime(), taken.eventTime())) {
            return false;
        }
        order.poll();
        released = key;
        return true;
    }

    private boolean takeQueues(int unitsMax) {
        for (InputPartition input : inputs.all()) {
            state.prefetch(input);
            InputRecord record;
            while ((record = input.first()) != null) {
                if (units >= unitsMax || !take(input, record)) {
                    return false;
                }
                input.take();
                // What a window takes must not depend on how many records came with one poll.
                if (eager && inputs.advance(input) && !drainDue(unitsMax)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Deals with the first record read, and with the stamp it carries; false if it must be tried again. */
    private boolean take(InputPartition input, InputRecord record) {
        boolean reread = input.isReread(record);
        if (!take(input, record, reread)) {
            return false;
        }
        touched |= !reread && input.heedCarried(record);
        return true;
    }

    private boolean take(InputPartition input, InputRecord record, boolean reread) {
        long watermark = input.isAfterEnd(record.offset())
                ? Watermarks.END
                : inputs.watermark().current();
        Intake.Result result = intake.read(input.plan(), record, watermark);
        if (result instanceof Taken taken) {
            return waiting == null ? arrived(input, taken) : enqueue(input, taken, waiting, reread);
        }
        if (reread) {
            return true;
        }
        touched = true;
        if (result instanceof Intake.Result.Rejected rejected) {
            return quarantine.invalid(input.plan(), record, rejected.why(), rejected.error());
        }
        input.heed(result, record.offset());
        return true;
    }

    private boolean arrived(InputPartition input, Taken taken) {
        // The input's own watermark moves with each record, the task's with each batch. With one input the former
        // decides
        // what a late record still finds: that follows from the input alone, not from how it was cut into batches.
        long passed = inputs.all().size() == 1 ? input.watermark() : Long.MIN_VALUE;
        if (!handle(
                taken, inputs.watermark().current(), Math.max(inputs.watermark().current(), passed))) {
            return false;
        }
        if (input.isAfterEnd(taken.record().offset())) {
            ports.events().late(number, AFTER_END);
        }
        input.observe(taken);
        return true;
    }

    private boolean enqueue(InputPartition input, Taken taken, OrderBuffer<Taken> order, boolean reread) {
        if (input.isAfterEnd(taken.record().offset())) {
            return late(taken, AFTER_END, reread);
        }
        OrderKey key;
        try {
            key = intake.orderKey(taken);
        } catch (Exception e) {
            touched |= !reread;
            return reread || quarantine.invalid(taken.input(), taken.record(), Invalid.TIE_BREAK, e);
        }
        if (!reread) {
            input.observe(taken); // late or not: what is late tells most of disorder
        }
        if (key.compareTo(released) <= 0) {
            return late(taken, "behind-watermark", reread);
        }
        order.add(taken.input().index(), taken.record().offset(), key, taken);
        return true;
    }

    private boolean late(Taken taken, String reason, boolean reread) {
        if (reread) {
            return true; // handled, or found late, before the restart
        }
        quarantine.late(taken, reason);
        touched = true;
        return true;
    }

    private boolean handle(Taken taken, long watermarkNow, long passed) {
        if (culprit.mustWait(taken)) {
            return false;
        }
        Throwable error = culprit.begin(taken);
        error = error != null ? error : state.call(taken, watermarkNow, passed, transaction, culprit.isSuspected());
        return error == null || work.failed(quarantine.failed(error, taken)) ? done() : culprit.undone();
    }

    private boolean fire(DueEntry timer) {
        if (culprit.mustWait(timer)) {
            return false;
        }
        long begins = work.timerBegins();
        Throwable error = culprit.begin(timer);
        error = error != null
                ? error
                : state.fire(timer, inputs.watermark().current(), transaction, culprit.isSuspected());
        work.timerEnds(begins, state.isWindow(timer), error == null);
        return error == null || work.failed(quarantine.failed(error, timer)) ? done() : culprit.undone();
    }

    private boolean done() {
        if (culprit.isSuspected()) {
            ports.failpoints().reach(Failpoint.SINGLE_STEP);
        }
        quarantine.over();
        units++;
        touched = true;
        return true;
    }

    private void advance(Predicate<Partition> atLogEnd) {
        if (inputs.rereading()) {
            ports.failpoints().reach(Failpoint.REREADING);
            return; // what was not read again yet could be earlier than anything seen
        }
        touched |= inputs.advance(ports.clock().wallMs(), atLogEnd);
    }

    /** Before this time the task will send nothing more. */
    long outputWatermark() {
        long reached = inputs.watermark().current();
        if (waiting != null) {
            reached = Math.min(reached, released.time());
        }
        DueEntry timer = state.nextTimer(Domain.EVENT, reached);
        return timer == null ? reached : timer.time();
    }

    TaskWatermark watermark() {
        return inputs.watermark();
    }

    /** Encodes what changed, each entry once. */
    void freeze(ChangeSink sink) {
        for (InputPartition input : inputs.all()) {
            input.write(state);
            if (!topicsNoted) {
                state.noteTopic(input.plan());
            }
        }
        state.freeze(sink);
    }

    /** Where each input stands, with everything a restart needs beside it. */
    Map<Partition, CommittedOffset> notes(long position) {
        return inputs.notes(position, waiting, released);
    }

    void committed(Map<Partition, CommittedOffset> notes, Checkpoint checkpoint) {
        committed = notes;
        changelogPosition = checkpoint.position();
        topicsNoted = true;
        culprit.committed();
        touched = false;
        state.committed(checkpoint);
    }

    /** Whether it has stopped, or repeats what failed before it takes anything else. */
    boolean isBlocked() {
        return quarantine.hasStopped() || quarantine.underWay();
    }

    /** Partitions that may not be read now: while something fails, or when they are far ahead of the slowest. */
    boolean mayRead(InputPartition input) {
        if (isBlocked() || input.first() != null) {
            return false;
        }
        boolean crowded = waiting != null && waiting.size() > plan.settings().orderRecordsMax();
        return !crowded
                || inputs.rereading()
                || !inputs.watermark().isAhead(input.plan().index());
    }

    List<InputPartition> inputs() {
        return inputs.all();
    }

    Map<Partition, CommittedOffset> committedOffsets() {
        return committed;
    }

    /** What is known of the units that were begun. */
    Culprit culprit() {
        return culprit;
    }

    /** Whether it has what could not be committed still before it, as far as is known. */
    boolean isSearched() {
        return culprit.isSuspected() && (hasWork() || failing());
    }

    /** The only unit of the transaction was what could not be committed. */
    void accuse(Fault fault) {
        if (!culprit.accuse(fault)) {
            quarantine.stop(
                    "MR-0612", "what its failure policy writes cannot be committed either: " + fault.text(), null);
        }
    }

    boolean touched() {
        return touched;
    }

    /** Whether the next turn has something to do without anything being read. */
    boolean hasWork() {
        boolean any = inputs.anyRead() || units >= plan.settings().turnRecordsMax() || state.isDropping();
        return any && !isBlocked();
    }

    boolean failing() {
        return quarantine.underWay();
    }

    boolean full() {
        return state.full();
    }

    TaskStatus status() {
        if (quarantine.hasStopped()) {
            return TaskStatus.FAILED;
        }
        return quarantine.underWay() ? TaskStatus.PAUSED : TaskStatus.RUNNING;
    }

    int number() {
        return number;
    }

    long changelogPosition() {
        return changelogPosition;
    }

    void close() {
        state.close();
    }
}
