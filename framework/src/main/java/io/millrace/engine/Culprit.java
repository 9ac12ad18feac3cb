package io.millrace.engine;

import io.millrace.fault.Fault;
import io.millrace.fault.FaultException;
import io.millrace.state.DueEntry;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the record or timer whose result the broker or the codec refuses only when it is committed: such an epoch is
 * rolled back and repeated in ever smaller transactions until the culprit stands in one alone. Then it is accused, and
 * when it comes again its failure policy takes it. (Rule h of the commit protocol.)
 */
final class Culprit {
    private int begun;
    private int input;
    private long offset;
    private @Nullable DueEntry timer;
    private @Nullable Accusation accusation;

    /** One unit, by what it is: after a rollback it comes as another object. */
    private record Accusation(int input, long offset, @Nullable DueEntry timer, FaultException why) {
        boolean meets(Taken taken) {
            return timer == null
                    && input == taken.input().index()
                    && offset == taken.record().offset();
        }

        boolean meets(DueEntry due) {
            return timer != null
                    && timer.store() == due.store()
                    && timer.time() == due.time()
                    && Arrays.equals(timer.key(), due.key())
                    && Arrays.equals(timer.entryKey(), due.entryKey());
        }
    }

    /** Notes that a record is handled now; what was said against it, if anything. */
    @Nullable
    FaultException begin(Taken taken) {
        begun++;
        input = taken.input().index();
        offset = taken.record().offset();
        timer = null;
        Accusation accused = accusation;
        return accused != null && accused.meets(taken) ? accused.why() : null;
    }

    /** The same for a timer. */
    @Nullable
    FaultException begin(DueEntry due) {
        begun++;
        timer = due;
        Accusation accused = accusation;
        return accused != null && accused.meets(due) ? accused.why() : null;
    }

    /** Records and timers begun since the last commit or rollback. */
    int begun() {
        return begun;
    }

    /** The only unit of the transaction was refused. False if it was accused before, and its failure policy did not help. */
    boolean accuse(Fault fault) {
        Accusation before = accusation;
        boolean again = before != null
                && before.input() == input
                && before.offset() == offset
                && (timer == null ? before.timer() == null : before.meets(timer));
        accusation = new Accusation(input, offset, timer, new FaultException(fault));
        return !again;
    }

    void rolledBack() {
        begun = 0;
    }

    void committed() {
        begun = 0;
        accusation = null;
    }
}
