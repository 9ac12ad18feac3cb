package io.millrace.engine;

import io.millrace.api.FailureAction;
import org.jspecify.annotations.Nullable;

/** What becomes of records whose event time lies before 1970. */
public enum NegativeTime {
    /** They are events like others. What is sent for them bears 1970: Kafka knows no earlier timestamp. */
    TAKE(null),
    DEAD_LETTER(FailureAction.DEAD_LETTER),
    SKIP(FailureAction.SKIP),
    STOP(FailureAction.STOP);

    private final @Nullable FailureAction action;

    NegativeTime(@Nullable FailureAction action) {
        this.action = action;
    }

    /** What becomes of one that is too early even so. */
    FailureAction action() {
        return action == null ? FailureAction.DEAD_LETTER : action;
    }
}
