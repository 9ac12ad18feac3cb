package io.millrace.engine;

import io.millrace.state.DueEntry;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A record or a timer by what it is: after a rollback it comes as another object.
 *
 * @param timer null of a record; of a timer, input and offset say nothing
 */
record Unit(int input, long offset, @Nullable DueEntry timer) {
    boolean is(Taken taken) {
        return timer == null
                && input == taken.input().index()
                && offset == taken.record().offset();
    }

    boolean is(DueEntry due) {
        DueEntry own = timer;
        return own != null
                && own.store() == due.store()
                && own.time() == due.time()
                && Arrays.equals(own.key(), due.key())
                && Arrays.equals(own.entryKey(), due.entryKey());
    }

    boolean is(Unit other) {
        return other.timer == null ? timer == null && input == other.input && offset == other.offset : is(other.timer);
    }
}
