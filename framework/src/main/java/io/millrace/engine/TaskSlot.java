package io.millrace.engine;

import io.millrace.fault.Fault;
import io.millrace.port.Partition;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a worker knows of one assigned task, from the first partition it was given to the last it gives back. */
final class TaskSlot {
    private final int number;
    private final Set<Partition> assigned = new HashSet<>();
    private @Nullable TaskOpening opening;
    private @Nullable Running running;
    private @Nullable Fault failed;
    private boolean reopened;

    TaskSlot(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    Set<Partition> assigned() {
        return assigned;
    }

    @Nullable
    TaskOpening opening() {
        return opening;
    }

    void opening(TaskOpening begun) {
        opening = begun;
        running = null;
    }

    @Nullable
    Running running() {
        return running;
    }

    void running(Running task) {
        opening = null;
        running = task;
    }

    @Nullable
    Fault failed() {
        return failed;
    }

    /** Ends what uses the task's store. Whether the task was opening or running, or had failed. */
    boolean end() {
        boolean was = opening != null || running != null || failed != null;
        if (opening != null) {
            opening.cancel();
        }
        if (running != null) {
            running.task().close();
        }
        opening = null;
        running = null;
        failed = null;
        return was;
    }

    /** Whether the task may be opened again after its store failed: once, for a disk that fails again will go on so. */
    boolean mayReopen() {
        boolean first = !reopened;
        reopened = true;
        return first;
    }

    void failed(Fault fault) {
        opening = null;
        running = null;
        failed = fault;
    }
}
