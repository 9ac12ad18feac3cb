package io.millrace.engine;

import io.millrace.api.FailureAction;
import io.millrace.fault.Fault;
import io.millrace.port.InputRecord;
import io.millrace.port.OutputRecord;
import io.millrace.state.DueEntry;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a task's records and timers that cannot be handled: tried again, written to the dead letters in the same
 * transaction, left behind, or the end of the task, as the policies say.
 */
final class Quarantine {
    private final int task;
    private final ListenerPlan plan;
    private final Ports ports;
    private final Transaction transaction;
    private final TaskState state;
    private final Letters letters;
    private final Failing failing;
    private @Nullable Fault stopped;

    Quarantine(int task, ListenerPlan plan, Ports ports, Transaction transaction, TaskState state) {
        this.task = task;
        this.plan = plan;
        this.ports = ports;
        this.transaction = transaction;
        this.state = state;
        this.letters = new Letters(plan, task);
        this.failing = new Failing(plan.model().onFailure());
    }

    /** A handler threw for this record; what it did is undone already. True if the record is out of the way. */
    boolean failed(Throwable error, Taken taken) {
        if (retries(error)) {
            return false;
        }
        switch (failing.then()) {
            case STOP -> {
                String place = taken.input().topic() + "-" + task + " offset "
                        + taken.record().offset();
                return stop("MR-0610", "the handler failed at " + place + " and its policy is to stop the task", error);
            }
            case SKIP -> ports.events().skipped(task, "failed");
            case DEAD_LETTER -> deadLetter(taken.input(), taken.record(), "failed", error, failing.attempts());
        }
        return true;
    }

    /** The same for a timer or window, which goes out of the state with its letter. */
    boolean failed(Throwable error, DueEntry due) {
        if (retries(error)) {
            return false;
        }
        String kind = state.kindOf(due);
        if (failing.then() == FailureAction.STOP) {
            return stop("MR-0610", "a " + kind + " failed and its listener's policy is to stop the task", error);
        }
        OutputRecord letter = state.giveUp(due, error, failing.attempts());
        if (failing.then() == FailureAction.DEAD_LETTER) {
            transaction.append(letter);
            ports.events().deadLettered(task, kind);
        } else {
            ports.events().skipped(task, kind);
        }
        return true;
    }

    private boolean retries(Throwable error) {
        boolean again = failing.retries(error, ports.clock().nanos());
        if (again) {
            ports.events().retried(task, failing.attempts());
        }
        return again;
    }

    /** No handler can be given this record. True if it is out of the way. */
    boolean invalid(InputPlan input, InputRecord record, Invalid why, @Nullable Throwable error) {
        switch (why.action(plan.settings().invalid())) {
            case STOP -> {
                String place = input.topic() + "-" + task + " offset " + record.offset();
                return stop("MR-0611", place + " is not valid (" + why.reason() + ") and the policy is to stop", error);
            }
            case SKIP -> ports.events().skipped(task, why.reason());
            case DEAD_LETTER -> deadLetter(input, record, why.reason(), error, 1);
        }
        return true;
    }

    /** The broker has another topic of an input's name than the one that the state was made from. */
    void otherTopic(InputPlan input) {
        stop(
                "MR-0393",
                "input topic " + input.topic() + " was deleted and made anew since the state of task " + task
                        + " was made from it. Start once with millrace.reset to begin with the new topic, or give it"
                        + " another name",
                null);
    }

    /** Ends the task's work for good; false, as nothing is out of the way. */
    boolean stop(String code, String message, @Nullable Throwable error) {
        Fault fault = new Fault.Poison(code, message, error);
        stopped = fault;
        ports.events().taskFailed(task, fault);
        return false;
    }

    private void deadLetter(
            InputPlan input, InputRecord record, String reason, @Nullable Throwable error, int attempts) {
        transaction.append(letters.record(input, record, reason, error, attempts));
        ports.events().deadLettered(task, reason);
    }

    /** A record that came too late for its listener's order. */
    void late(Taken taken, String reason) {
        String topic = plan.model().lateTo();
        if (topic != null) {
            transaction.append(letters.late(topic, taken.record(), reason));
        }
        ports.events().late(task, reason);
        if (topic == null) {
            ports.events().lateDropped(task, reason);
        }
    }

    /** The unit under way is through, one way or another. */
    void over() {
        failing.over();
    }

    /** Whether a unit failed and is to be tried again: nothing behind it may be read meanwhile. */
    boolean underWay() {
        return failing.underWay();
    }

    /** Whether the task does nothing for now: it waits for the next attempt, or has stopped for good. */
    boolean standsStill() {
        return stopped != null || failing.isWaiting(ports.clock().nanos());
    }

    boolean hasStopped() {
        return stopped != null;
    }
}
