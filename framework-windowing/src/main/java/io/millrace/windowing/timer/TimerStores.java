package io.millrace.windowing.timer;

import io.millrace.state.StoreSpec;
import io.millrace.state.TimeRule;
import io.millrace.state.TimeRule.Domain;

/**
 * The stores behind timers. The value is the due time in milliseconds; the entry key is the timer's id, empty for a timer
 * without ids. Due entries are found with {@code StateBuffer.nextDue}.
 */
public final class TimerStores {
    private static final String PREFIX = "timer:";

    private TimerStores() {}

    /** The store of a timer. Its name cannot clash with that of a state store. */
    public static StoreSpec of(String name, Domain domain) {
        return new StoreSpec(PREFIX + name, false, DueTimeCodec.INSTANCE, true, new TimeRule(domain, Long.class::cast));
    }
}
