package io.millrace.engine;

import io.millrace.model.EventTimeModel;
import io.millrace.model.WatermarkStrategy;
import io.millrace.port.CommittedOffset;
import io.millrace.port.InputRecord;
import io.millrace.port.Partition;
import io.millrace.windowing.order.OrderKey;
import io.millrace.windowing.watermark.IdleClock;
import io.millrace.windowing.watermark.InputStatus;
import io.millrace.windowing.watermark.LearnedDisorder;
import io.millrace.windowing.watermark.PartitionWatermark;
import io.millrace.windowing.watermark.Stamp;
import io.millrace.windowing.watermark.StampVector;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One input partition of a task: what was read and not yet taken, how far it is, and its watermark. */
final class InputPartition {
    private final InputPlan plan;
    private final Partition partition;
    private final ArrayDeque<InputRecord> queue = new ArrayDeque<>();
    private long queueNext;
    private long next;
    private long rereadUntil;
    private long end = -1;
    private @Nullable LearnedDisorder learned;
    private PartitionWatermark generator = PartitionWatermark.told();
    private StampVector stamps = new StampVector();
    private IdleClock idleClock;
    private boolean paused = true;
    private boolean held;
    private long readMs = -1;
    private InputStatus lastStatus = InputStatus.ACTIVE;

    InputPartition(InputPlan plan, int task) {
        this.plan = plan;
        this.partition = new Partition(plan.topic(), task);
        this.idleClock = new IdleClock(plan.time().idleMs());
    }

    private PartitionWatermark made(@Nullable LearnedDisorder disorder) {
        EventTimeModel time = plan.time();
        if (disorder != null) {
            return PartitionWatermark.learned(disorder);
        }
        return plan.punctuated() ? PartitionWatermark.told() : PartitionWatermark.bounded(time.outOfOrderMs());
    }

    private @Nullable LearnedDisorder nothingLearned() {
        EventTimeModel time = plan.time();
        return time.strategy() == WatermarkStrategy.ADAPTIVE
                ? new LearnedDisorder(time.onTimePpm(), time.outOfOrderMs(), time.outOfOrderMsMax())
                : null;
    }

    /** Goes (back) to what was committed. Stamps and what was learned are state of the task and come from its store. */
    void restore(CommittedOffset committed, @Nullable CommitNote note, TaskState state) {
        queue.clear();
        next = committed.offset();
        queueNext = next;
        learned = nothingLearned();
        if (learned != null) {
            state.readLearned(plan, learned);
        }
        generator = made(learned);
        idleClock = new IdleClock(plan.time().idleMs());
        stamps = state.readStamps(plan);
        rereadUntil = note == null ? next : note.next();
        end = note == null ? -1 : note.end();
        if (note != null) {
            generator.restore(note.watermark());
        }
        if (end >= 0) {
            generator.end();
        }
    }

    void read(List<InputRecord> records, long nextOffset, long nowMs) {
        queue.addAll(records);
        queueNext = nextOffset;
        if (!records.isEmpty()) {
            idleClock.data(nowMs);
            readMs = records.get(records.size() - 1).timestamp();
        }
        settleNext();
    }

    @Nullable
    InputRecord first() {
        return queue.peek();
    }

    /** The first record was dealt with. */
    void take() {
        next = queue.remove().offset() + 1;
        settleNext();
    }

    private void settleNext() {
        if (queue.isEmpty()) {
            next = queueNext;
        }
    }

    /** A mark says that everything earlier has been sent. */
    private void reach(long time) {
        generator.reach(time);
    }

    /** Ends the input here; a mark read again changes nothing. */
    private void endAt(long offset) {
        if (end < 0) {
            end = offset;
            generator.end();
        }
    }

    /** How many records were read and not yet taken. */
    int waiting() {
        return queue.size();
    }

    /** The keys of what was read and not yet taken. */
    void forEachKey(Consumer<byte[]> action) {
        for (InputRecord record : queue) {
            byte[] key = record.key();
            if (key != null) {
                action.accept(key);
            }
        }
    }

    /** Whether a record of that offset lies behind the end-of-input mark. */
    boolean isAfterEnd(long offset) {
        return end >= 0 && offset > end;
    }

    /** Does what a mark says that stands there. */
    void heed(Intake.Result mark, long offset) {
        if (mark instanceof Intake.Result.Stamped stamped) {
            stamps.accept(stamped.stamp());
        } else if (mark instanceof Intake.Result.Told told) {
            reach(told.time());
        } else if (mark instanceof Intake.Result.Ended) {
            endAt(offset);
        }
    }

    /** Does what the stamp says that a record has brought along; whether it has brought one. */
    boolean heedCarried(InputRecord record) {
        Stamp stamp = Intake.carried(plan, record);
        if (stamp != null) {
            stamps.accept(stamp);
        }
        return stamp != null;
    }

    /** Sees a record that was taken: the watermark behind it. */
    void observe(Taken taken) {
        generator.observe(taken.eventTime());
        generator.reach(taken.mark());
    }

    /** Keeps what a restart must know beside the offsets. */
    void write(TaskState state) {
        state.writeStamps(plan, stamps);
        if (learned != null) {
            state.writeLearned(plan, learned);
        }
    }

    /** How far behind the highest event time records are waited for; -1 where that is not what makes the watermark. */
    long disorderMs() {
        if (plan.repartition() || !plan.time().strategy().waitsForDisorder()) {
            return -1;
        }
        return learned == null ? plan.time().outOfOrderMs() : learned.disorderMs();
    }

    boolean rereading() {
        return next < rereadUntil;
    }

    /** Whether the record was taken before the last restart already. */
    boolean isReread(InputRecord record) {
        return record.offset() < rereadUntil;
    }

    long watermark() {
        return plan.repartition() ? stamps.watermark() : generator.watermark();
    }

    /** Whether it may ever fall idle by silence: a clock is never silent. */
    boolean mayIdle() {
        return plan.time().idleMs() >= 0 && !plan.repartition() && !plan.clocked();
    }

    /** Where the wall clock is the watermark, it goes on without records. */
    void tick(long nowMs) {
        if (plan.clocked()) {
            generator.reach(nowMs);
        }
    }

    InputStatus status(long nowMs, boolean atLogEnd) {
        if (plan.repartition()) {
            lastStatus = stamps.status();
        } else if (generator.ended()) {
            lastStatus = InputStatus.ENDED;
        } else {
            boolean idle = mayIdle() && idleClock.idle(nowMs, atLogEnd, paused);
            lastStatus = idle ? InputStatus.IDLE : InputStatus.ACTIVE;
        }
        return lastStatus;
    }

    /** What {@link #status} said last. */
    InputStatus lastStatus() {
        return lastStatus;
    }

    /** The next offset to take. */
    long next() {
        return next;
    }

    /** The timestamp of the last record read; -1: none yet. */
    long readMs() {
        return readMs;
    }

    /** The same while records of it are at hand. */
    InputStatus statusWithData() {
        return plan.repartition() ? stamps.status() : generator.ended() ? InputStatus.ENDED : InputStatus.ACTIVE;
    }

    /** The committed offset and what stands beside it. */
    CommittedOffset note(long changelog, long oldestWaiting, long taskWatermark, OrderKey released) {
        long position = oldestWaiting < 0 ? next : Math.min(oldestWaiting, next);
        CommitNote note = new CommitNote(
                changelog, Math.max(next, rereadUntil), generator.watermark(), end, taskWatermark, released);
        return note.at(position);
    }

    InputPlan plan() {
        return plan;
    }

    Partition partition() {
        return partition;
    }

    boolean paused() {
        return paused;
    }

    void paused(boolean now) {
        paused = now;
    }

    /** Whether it is left unread because it is ahead of others. */
    boolean held() {
        return held;
    }

    void held(boolean now) {
        held = now;
    }
}
