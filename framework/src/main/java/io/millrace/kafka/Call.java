package io.millrace.kafka;

import java.util.EnumSet;
import java.util.Set;

/** What was asked of a client when it failed: the same exception demands different things. */
enum Call {
    POLL,
    INIT,
    BEGIN,
    SEND,
    FLUSH,
    SEND_OFFSETS,
    COMMIT,
    ABORT,
    /** Questions to the cluster beside the worker's thread. */
    ASK,
    /** Reading a changelog. */
    READ,
    CLOSE;

    static final Set<Call> ANY = EnumSet.allOf(Call.class);
    static final Set<Call> SENDS = EnumSet.of(SEND, FLUSH);

    static final Set<Call> READS = EnumSet.of(POLL, SEND_OFFSETS, READ);

    /** A call that must be repeated, and nothing else called, after it timed out: the producer is of no use then. */
    static final Set<Call> PENDING = EnumSet.of(INIT, SEND_OFFSETS, ABORT);
}
