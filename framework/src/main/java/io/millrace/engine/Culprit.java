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
    /** What comes between records, as timers, need not come in the same place again. */
    private static final int MARGIN = 2;

    private final Overlong.Suspect suspect;

    /** One of so many units after the last commit is what could not be committed. */
    private int suspected;

    private int begun;
    private int input;
    private long offset;
    private @Nullable DueEntry timer;
    private @Nullable Accusation accusation;
    private long beganNanos;
    private boolean underWay;
    private boolean undone;
    private @Nullable Unit longest;
    private long longestNanos;
    private boolean alone;
    private boolean waitsAlone;

    /** Whether what must be handled alone was handled since the last commit. */
    private boolean met;

    private record Accusation(Unit unit, FaultException why) {}

    Culprit(Overlong.Suspect suspect) {
        this.suspect = suspect;
    }

    /** Whether this record must wait until it can be handled alone. */
    boolean mustWait(Taken taken) {
        return suspect.is(taken) && mustWait();
    }

    /** The same of a timer. */
    boolean mustWait(DueEntry due) {
        return suspect.is(due) && mustWait();
    }

    private boolean mustWait() {
        waitsAlone = !alone && suspect.accusation() == null;
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
        Accusation refused = accusation;
        return said(refused != null && refused.unit().is(taken) ? refused : null, suspect.is(taken));
    }

    /** The same for a timer. */
    @Nullable
    FaultException begin(DueEntry due) {
        begins();
        timer = due;
        Accusation refused = accusation;
        return said(refused != null && refused.unit().is(due) ? refused : null, suspect.is(due));
    }

    private @Nullable FaultException said(@Nullable Accusation refused, boolean suspected) {
        met |= suspected;
        if (refused != null) {
            return refused.why();
        }
        return suspected ? suspect.accusation() : null;
    }

    private void begins() {
        long now = suspect.now();
        ends(now);
        begun++;
        undone = false;
        beganNanos = now;
        underWay = true;
    }

    /**
     * The unit under way has failed and is undone: it will be begun again, and nothing of it can be refused meanwhile.
     *
     * @return false: it is not out of the way
     */
    boolean undone() {
        pause();
        begun--;
        undone = true;
        return false;
    }

    /** Whether a unit was begun whose result may be refused, and it is the last one that was begun: it can be accused. */
    boolean isKnown() {
        return begun > 0 && !undone;
    }

    /** Nothing is handled for now. */
    void pause() {
        if (underWay) {
            ends(suspect.now());
            underWay = false;
        }
    }

    private void ends(long now) {
        long nanos = now - beganNanos;
        if (underWay && suspect.isLong(nanos) && longest == null) {
            longest = current();
            longestNanos = nanos;
        }
    }

    private Unit current() {
        return new Unit(input, offset, timer);
    }

    /** Records and timers begun since the last commit or rollback, without those that were undone. */
    int begun() {
        return begun;
    }

    /** A transaction was refused for the sake of a unit that is in it: it may be one of this task's, if there are any. */
    void refused() {
        suspected = begun * MARGIN;
    }

    /** Whether the unit under way, or the next one, may be what could not be committed. */
    boolean isSuspected() {
        return underWay ? begun <= suspected : begun < suspected;
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
            suspect.lost(lost, longestNanos);
        }
        met = false;
        longest = null;
        begun = 0;
        waitsAlone = false;
    }

    void committed() {
        pause();
        if (met) {
            suspect.over();
        }
        met = false;
        longest = null;
        suspected = Math.max(0, suspected - begun);
        begun = 0;
        accusation = null;
    }
}
