package io.millrace.ops;

import io.millrace.fault.Fault;
import io.millrace.port.Events;
import io.millrace.port.TaskReport;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Tells several, in order. */
public final class Broadcast implements Events {
    private final List<Events> all;

    public Broadcast(List<Events> all) {
        this.all = List.copyOf(all);
    }

    private void tell(Consumer<Events> what) {
        all.forEach(what);
    }

    @Override
    public void running(int task, Restored restored) {
        tell(events -> events.running(task, restored));
    }

    @Override
    public void storeDamaged(int task, String why) {
        tell(events -> events.storeDamaged(task, why));
    }

    @Override
    public void waits(int task, long seconds, String what) {
        tell(events -> events.waits(task, seconds, what));
    }

    @Override
    public void dropped(int task) {
        tell(events -> events.dropped(task));
    }

    @Override
    public void tasks(Set<Integer> running) {
        tell(events -> events.tasks(running));
    }

    @Override
    public void turned(long nanos, long pollNanos, boolean held) {
        tell(events -> events.turned(nanos, pollNanos, held));
    }

    @Override
    public void handled(int records, long recordsNanos, int timers, long timersNanos) {
        tell(events -> events.handled(records, recordsNanos, timers, timersNanos));
    }

    @Override
    public void fired(int windows, long nanos) {
        tell(events -> events.fired(windows, nanos));
    }

    @Override
    public void surveyed(boolean member, List<TaskReport> tasks) {
        tell(events -> events.surveyed(member, tasks));
    }

    @Override
    public void rebalanced(Change change) {
        tell(events -> events.rebalanced(change));
    }

    @Override
    public void committed(int tasks, int outputs, int changes, long nanos) {
        tell(events -> events.committed(tasks, outputs, changes, nanos));
    }

    @Override
    public void firstCommitted(int task) {
        tell(events -> events.firstCommitted(task));
    }

    @Override
    public void warmed(int task, long records, long nanos) {
        tell(events -> events.warmed(task, records, nanos));
    }

    @Override
    public void rolledBack(Fault fault) {
        tell(events -> events.rolledBack(fault));
    }

    @Override
    public void deadLettered(int task, String reason) {
        tell(events -> events.deadLettered(task, reason));
    }

    @Override
    public void skipped(int task, String reason) {
        tell(events -> events.skipped(task, reason));
    }

    @Override
    public void retried(int task, int attempt) {
        tell(events -> events.retried(task, attempt));
    }

    @Override
    public void late(int task, String reason) {
        tell(events -> events.late(task, reason));
    }

    @Override
    public void lateDropped(int task, String reason) {
        tell(events -> events.lateDropped(task, reason));
    }

    @Override
    public void taskFailed(int task, Fault fault) {
        tell(events -> events.taskFailed(task, fault));
    }

    @Override
    public void stopped(Fault fault) {
        tell(events -> events.stopped(fault));
    }
}
