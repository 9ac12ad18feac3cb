package io.millrace.engine;

import io.millrace.fault.Fault;
import io.millrace.fault.FaultException;
import io.millrace.state.DueEntry;
import org.jspecify.annotations.Nullable;

/**
 * Finds the record or timer for whose sake a transaction is lost. One whose result the broker or the codec refuses only when
 * it is committed: such an epoch is rolled back and repeated in ever smaller transactions until the culprit stands in one
 * alone; then it is accused, and when it comes again its failure policy takes it (rule h of the commit protocol). And one
 * that takes too long: that is measured ({@link Overlong}).
 */
final class Culprit {
    private final int task;
    private final Overlong overlong;
    private int begun;
    private int input;
    private long offset;
    private @Nullable DueEntry timer;
    private @Nullable Accusation accusation;
    private long beganNanos;
    private boolean underWay;
    private @Nullable Unit longest;
    private long longestNanos;
    private boolean alone;
    private boolean waitsAlone;

    /** Whether what must be handled alone was handled since the last commit. */
    private boolean met;

    private record Accusation(Unit unit, FaultException why) {}

    Culprit(int task, Overlong overlong) {
        this.task = task;
        this.overlong = overlong;
    }

    /** Whether this record must wait until it can be handled alone. */
    boolean mustWait(Taken taken) {
        Unit unit = overlong.of(task);
        return unit != null && unit.is(taken) && mustWait();
    }

    /** The same of a timer. */
    boolean mustWait(DueEntry due) {
        Unit unit = overlong.of(task);
        return unit != null && unit.is(due) && mustWait();
    }

    private boolean mustWait() {
        waitsAlone = !alone && overlong.accusation(task) == null;
        return waitsAlone;
    }

    /** Whether the next unit is to be handled when nothing else of the worker is under way. */
    boolean waitsAlone() {
        return waitsAlone;
    }

    /** Nothing else is under way, and nothing is done in this turn but one unit. */
    void alone(boolean now) {
        alone = now;
        waitsAlone = false;
    }

    /** Notes that a record is handled now; what was said against it, if anything. */
    @Nullable
    FaultException begin(Taken taken) {
        begins();
        input = taken.input().index();
        offset = taken.record().offset();
        timer = null;
        Unit unit = overlong.of(task);
        Accusation accused = accusation;
        met |= unit != null && unit.is(taken);
        if (accused != null && accused.unit().is(taken)) {
            return accused.why();
        }
        return unit != null && unit.is(taken) ? overlong.accusation(task) : null;
    }

    /** The same for a timer. */
    @Nullable
    FaultException begin(DueEntry due) {
        begins();
        timer = due;
        Unit unit = overlong.of(task);
        Accusation accused = accusation;
        met |= unit != null && unit.is(due);
        if (accused != null && accused.unit().is(due)) {
            return accused.why();
        }
        return unit != null && unit.is(due) ? overlong.accusation(task) : null;
    }

    private void begins() {
        long now = overlong.now();
        ends(now);
        begun++;
        beganNanos = now;
        underWay = true;
    }

    /** Nothing is handled for now. */
    void pause() {
        if (underWay) {
            ends(overlong.now());
            underWay = false;
        }
    }

    private void ends(long now) {
        long nanos = now - beganNanos;
        if (underWay && overlong.suspects(nanos) && longest == null) {
            longest = current();
            longestNanos = nanos;
        }
    }

    private Unit current() {
        return new Unit(timer == null ? input : -1, timer == null ? offset : -1, timer);
    }

    /** Records and timers begun since the last commit or rollback. */
    int begun() {
        return begun;
    }

    /** Whether one of them took so long that it may be why they are lost. */
    boolean tookTooLong() {
        pause();
        return longest != null;
    }

    /** The only unit of the transaction was refused. False if it was accused before, and its failure policy did not help. */
    boolean accuse(Fault fault) {
        Accusation before = accusation;
        Unit unit = current();
        accusation = new Accusation(unit, new FaultException(fault));
        return before == null || !before.unit().is(unit);
    }

    void rolledBack() {
        pause();
        Unit lost = longest;
        if (lost != null) {
            overlong.lost(task, lost, longestNanos);
        }
        met = false;
        longest = null;
        begun = 0;
        waitsAlone = false;
    }

    void committed() {
        pause();
        if (met) {
            overlong.over(task);
        }
        met = false;
        longest = null;
        begun = 0;
        accusation = null;
    }
}
