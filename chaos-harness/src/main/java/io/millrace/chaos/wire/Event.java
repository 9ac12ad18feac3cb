package io.millrace.chaos.wire;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.serde.annotation.Serdeable;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * An input of the workload.
 *
 * @param uid unlike any other's
 * @param seq grows with each record of a key
 * @param at event time, milliseconds since 1970
 * @param group the key of its copy
 */
@Serdeable
public record Event(long uid, long seq, long amount, long at, String group, Trouble trouble) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * As it was fed.
     *
     * @throws UncheckedIOException if these are not the bytes of one
     */
    public static Event of(byte[] json) {
        try {
            return JSON.readValue(json, Event.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As it is fed. */
    public byte[] json() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the record does to its handler. */
    @Serdeable
    public enum Trouble {
        NONE,
        /** It is refused in every attempt. */
        THROWS,
        /** It is refused in the first two attempts of a process. */
        THROWS_TWICE,
        /** It never returns from recursion. */
        OVERFLOWS,
        /** Its output is larger than any record may be. */
        FAT_OUTPUT,
        /** Its output is small, but the state it leaves is larger than any record may be. */
        FAT_STATE,
        /** It is handled, but takes longer than its worker may be away from the group. */
        SLOW,
        /** The same, in the first attempt of a process. */
        SLOW_ONCE;

        /** Whether no handler will ever take it, or none in time. */
        public boolean poison() {
            return this == THROWS || this == OVERFLOWS || this == FAT_OUTPUT || this == FAT_STATE || this == SLOW;
        }
    }
}
