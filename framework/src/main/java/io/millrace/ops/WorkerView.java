package io.millrace.ops;

import io.millrace.fault.Fault;
import io.millrace.port.Clock;
import io.millrace.port.Events;
import io.millrace.port.TaskReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a worker. Its own thread tells (the methods of {@link Events}); any thread reads, without ever making it
 * wait.
 *
 * <p>Counts of records are of what was committed: an epoch that was rolled back counts when it is repeated. Only retries,
 * roll-backs and rebalances count as they happen.
 */
public final class WorkerView implements Events {
    private final int number;
    private final Clock clock;
    private final Count loopedNanos = new Count();
    private final Count committedNanos = new Count();
    private final Count committedRecords = new Count();
    private final Count outputs = new Count();
    private final Tally records = new Tally();
    private final Tally deadLetters = new Tally();
    private final Tally aborts = new Tally();
    private final Tally rebalances = new Tally();
    private final Count recordsHandled = new Count();
    private final Count recordsNanos = new Count();
    private final Count timersFired = new Count();
    private final Count timersNanos = new Count();
    private final Count windowsFired = new Count();
    private final Count windowsNanos = new Count();
    private final Share pollIdle = new Share();
    private final Share backpressure = new Share();
    private final Lags lags = new Lags();
    private final Map<Integer, Fault> faults = new HashMap<>();
    private volatile List<TaskView> tasks = List.of();
    private volatile boolean joined;
    private volatile @Nullable Fault stopped;

    WorkerView(int number, Clock clock) {
        this.number = number;
        this.clock = clock;
        loopedNanos.set(clock.nanos());
        committedNanos.set(clock.nanos());
    }

    @Override
    public void turned(long nanos, long pollNanos, boolean held) {
        loopedNanos.set(clock.nanos());
        pollIdle.add(pollNanos, nanos);
        backpressure.add(held ? nanos : 0, nanos);
    }

    @Override
    public void handled(int handled, long nanos, int timers, long nanosOfTimers) {
        records.expect(Outcome.OK.tag(), handled);
        recordsHandled.add(handled);
        recordsNanos.add(nanos);
        timersFired.add(timers);
        timersNanos.add(nanosOfTimers);
    }

    @Override
    public void fired(int windows, long nanos) {
        windowsFired.add(windows);
        windowsNanos.add(nanos);
    }

    @Override
    public void surveyed(boolean member, List<TaskReport> reports) {
        lags.look(reports, clock.wallMs());
        List<TaskView> views = new ArrayList<>(reports.size());
        for (TaskReport report : reports) {
            views.add(new TaskView(report, lags.behindSinceMs(report), faults.get(report.number())));
        }
        tasks = List.copyOf(views);
        joined |= member;
    }

    @Override
    public void rebalanced(Change change) {
        rebalances.add(change.name().toLowerCase(Locale.ROOT), 1);
    }

    @Override
    public void committed(int ofTasks, int sent, int changes, long nanos) {
        committedNanos.set(clock.nanos());
        outputs.add(sent);
        committedRecords.set(records.keep());
        deadLetters.keep();
    }

    @Override
    public void rolledBack(Fault fault) {
        aborts.add(fault.code(), 1);
        records.undo();
        deadLetters.undo();
    }

    @Override
    public void deadLettered(int task, String reason) {
        records.expect(Outcome.DLQ.tag(), 1);
        deadLetters.expect(reason, 1);
    }

    @Override
    public void skipped(int task, String reason) {
        records.expect(Outcome.SKIPPED.tag(), 1);
    }

    @Override
    public void late(int task, String reason) {
        records.expect(Outcome.LATE.tag(), 1);
    }

    @Override
    public void retried(int task, int attempt) {
        records.add(Outcome.RETRIED.tag(), 1);
    }

    @Override
    public void dropped(int task) {
        faults.remove(task);
    }

    @Override
    public void taskFailed(int task, Fault fault) {
        faults.put(task, fault);
    }

    @Override
    public void stopped(Fault fault) {
        stopped = fault;
    }

    public int number() {
        return number;
    }

    /** Its tasks, by number. */
    public List<TaskView> tasks() {
        return tasks;
    }

    /** Whether it has ever been a member of its group: before that it cannot know which tasks it will have. */
    public boolean joined() {
        return joined;
    }

    /** Why it has stopped for good; null as long as it has not. */
    public @Nullable Fault stopped() {
        return stopped;
    }

    public double sinceLoopSeconds() {
        return (clock.nanos() - loopedNanos.get()) / 1e9;
    }

    public double sinceCommitSeconds() {
        return (clock.nanos() - committedNanos.get()) / 1e9;
    }

    /** Records of the last commit, whatever became of them. */
    public long committedRecords() {
        return committedRecords.get();
    }

    public long records(Outcome outcome) {
        return records.get(outcome.tag());
    }

    /** Records appended to other topics: outputs, re-keyed records, dead letters, stamps. */
    public long outputs() {
        return outputs.get();
    }

    public long deadLetters(String reason) {
        return deadLetters.get(reason);
    }

    /** The reasons there have been so far. */
    public Set<String> deadLetterReasons() {
        return deadLetters.kinds();
    }

    public long aborts(String code) {
        return aborts.get(code);
    }

    /** The codes of the faults there have been so far. */
    public Set<String> abortCodes() {
        return aborts.kinds();
    }

    public long rebalances(Change change) {
        return rebalances.get(change.name().toLowerCase(Locale.ROOT));
    }

    /** Calls of handlers that went well, repeated ones included. */
    public long recordsHandled() {
        return recordsHandled.get();
    }

    public double recordsSeconds() {
        return recordsNanos.get() / 1e9;
    }

    public long timersFired() {
        return timersFired.get();
    }

    public double timersSeconds() {
        return timersNanos.get() / 1e9;
    }

    public long windowsFired() {
        return windowsFired.get();
    }

    public double windowsSeconds() {
        return windowsNanos.get() / 1e9;
    }

    /** The share of time it waits for records, from 0 to 1. */
    public double pollIdle() {
        return pollIdle.get();
    }

    /** The share of time in which it leaves something unread because it has enough, from 0 to 1. */
    public double backpressure() {
        return backpressure.get();
    }
}
