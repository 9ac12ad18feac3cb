package io.millrace.testkit;

import io.millrace.port.Failpoint;
import io.millrace.testkit.sim.SimService;
import io.millrace.testkit.sim.ToldTrouble;
import org.jspecify.annotations.Nullable;

/**
 * What is done to a service at a step to see that it does not show.
 *
 * @param failpoint after how many others of the step, or of what follows it, a process dies; -1: at none
 * @param disks of {@link Kind#HAND_OVER} whether the next replica finds an old copy; else whether disks survive the crash
 */
record Disturbance(Kind kind, int failpoint, boolean disks) {
    static final int NOWHERE = -1;
    static final Disturbance NONE = new Disturbance(Kind.NONE, NOWHERE, true);

    /** Kinds of trouble that a record can meet. */
    enum Kind {
        NONE,
        /** A process dies at a failpoint while the step is handled. */
        CRASH_DURING,
        /** All die when the step has been handled; perhaps once more while they recover. */
        CRASH_AFTER,
        /** A machine is gone before it can commit, another one takes over; perhaps that one dies meanwhile. */
        TAKE_OVER,
        /** The group gives up a process that lives; perhaps it dies before it is back. */
        EVICTION,
        /** Tasks move to other replicas; perhaps one dies meanwhile. */
        HAND_OVER,
        /** The commit never arrives: the process lives on, and handles the records again. */
        COMMIT_LOST,
        /** The commit arrives, but nobody hears of it. */
        COMMIT_UNHEARD;

        /** Whether the memory of a process is lost. */
        boolean endsProcess() {
            return this == CRASH_DURING || this == CRASH_AFTER || this == TAKE_OVER || this == HAND_OVER;
        }

        /** Whether a process may die of what follows. */
        boolean goesOn() {
            return this == CRASH_AFTER || this == TAKE_OVER || this == EVICTION || this == HAND_OVER;
        }
    }

    Disturbance at(int point) {
        return new Disturbance(kind, point, disks);
    }

    void during(ToldTrouble trouble) {
        switch (kind) {
            case CRASH_DURING -> trouble.crashAfter(failpoint, !disks);
            case TAKE_OVER -> {
                trouble.loseMachineBeforeCommit();
                dieAt(trouble);
            }
            case COMMIT_LOST -> trouble.loseCommit(false);
            case COMMIT_UNHEARD -> trouble.loseCommit(true);
            default -> {}
        }
    }

    void after(SimService service) {
        if (kind == Kind.CRASH_AFTER || kind == Kind.EVICTION || kind == Kind.HAND_OVER) {
            service.trouble().clear();
            dieAt(service.trouble());
        }
        switch (kind) {
            case CRASH_AFTER -> service.crash(disks);
            case EVICTION -> service.evict();
            case HAND_OVER -> service.handOver(disks);
            default -> {}
        }
    }

    private void dieAt(ToldTrouble trouble) {
        if (failpoint != NOWHERE) {
            trouble.crashAfter(failpoint, kind == Kind.CRASH_AFTER && !disks);
        }
    }

    /** For a reader, when it has happened. */
    String text(@Nullable Failpoint died) {
        String disk = disks ? "disk kept" : "disk lost";
        return switch (kind) {
            case NONE -> "nothing";
            case CRASH_DURING -> "the process died while the step was handled, at " + died + ", " + disk;
            case CRASH_AFTER ->
                "the process died when the step had been handled, " + disk
                        + (died == null ? "" : ", and once more at " + died + " of its recovery");
            case TAKE_OVER ->
                "the machine was lost before the commit, and another replica took over"
                        + (died == null ? "" : ", and died at " + died + " of that");
            case EVICTION ->
                "the group gave the process up, and it joined again"
                        + (died == null ? "" : ", and died at " + died + " of that");
            case HAND_OVER ->
                "tasks moved to another replica with " + (disks ? "an old copy" : "an empty disk")
                        + (died == null ? "" : ", and a process died at " + died + " of that");
            case COMMIT_LOST -> "the commit was lost, and the same process handled its records again";
            case COMMIT_UNHEARD -> "the commit was done, but its answer was lost";
        };
    }
}
