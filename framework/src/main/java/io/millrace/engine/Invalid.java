package io.millrace.engine;

import io.millrace.api.FailureAction;
import java.util.function.Function;

/** Why a record can be given to no handler. */
enum Invalid {
    NULL_KEY("null-key", InvalidPolicy::key),
    STAMP("stamp", InvalidPolicy::key),
    END_NOT_ALLOWED("end-of-input-not-allowed", InvalidPolicy::key),
    UNDECODABLE("undecodable", InvalidPolicy::bytes),
    TOMBSTONE("tombstone", InvalidPolicy::tombstone),
    EVENT_TIME("event-time", InvalidPolicy::time),
    WATERMARK("watermark", InvalidPolicy::time),
    NEGATIVE("negative", policy -> policy.negative().action()),
    MISSING("missing-timestamp", InvalidPolicy::missing),
    FUTURE("future", InvalidPolicy::time),
    TIE_BREAK("tie-break", InvalidPolicy::time);

    private final String reason;
    private final Function<InvalidPolicy, FailureAction> action;

    Invalid(String reason, Function<InvalidPolicy, FailureAction> action) {
        this.reason = reason;
        this.action = action;
    }

    /** As dead letters and metrics call it. */
    String reason() {
        return reason;
    }

    FailureAction action(InvalidPolicy policy) {
        return action.apply(policy);
    }
}
