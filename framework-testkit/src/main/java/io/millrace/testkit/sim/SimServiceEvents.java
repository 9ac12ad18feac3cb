package io.millrace.testkit.sim;

import io.millrace.fault.Fault;
import io.millrace.port.Events;

/** What a worker reports: to the service itself as far as it must know when to wait, then to who asked for it. */
abstract class SimServiceEvents implements Events {
    private final Events next;

    SimServiceEvents(Events next) {
        this.next = next;
    }

    /** Something has failed so often, and will be tried again after a pause. */
    abstract void pauses(int attempts);

    /** The task will do nothing more. */
    abstract void gone(int task);

    /** The worker will do nothing more. */
    abstract void allGone();

    @Override
    public void retried(int task, int attempt) {
        pauses(attempt);
        next.retried(task, attempt);
    }

    @Override
    public void taskFailed(int task, Fault fault) {
        gone(task);
        next.taskFailed(task, fault);
    }

    @Override
    public void stopped(Fault fault) {
        allGone();
        next.stopped(fault);
    }

    @Override
    public void rolledBack(Fault fault) {
        next.rolledBack(fault);
    }

    @Override
    public void deadLettered(int task, String reason) {
        next.deadLettered(task, reason);
    }

    @Override
    public void skipped(int task, String reason) {
        next.skipped(task, reason);
    }

    @Override
    public void late(int task, String reason) {
        next.late(task, reason);
    }
}
