package io.millrace.windowing.watermark;

import org.jspecify.annotations.Nullable;

/** Whether others wait for an input. The ordinal is part of the wire format. */
public enum InputStatus {
    /** It holds back the watermark. */
    ACTIVE,
    /** It has had nothing to say for so long that nobody waits for it; it may come back. */
    IDLE,
    /** Nothing will ever come from it. */
    ENDED;

    private static final InputStatus[] VALUES = values();

    /** Null for a number that stands for no status. */
    static @Nullable InputStatus of(int ordinal) {
        return ordinal >= 0 && ordinal < VALUES.length ? VALUES[ordinal] : null;
    }
}
