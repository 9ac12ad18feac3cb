package io.millrace.chaos.record;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record as it lies in a log, whatever became of its transaction.
 *
 * @param tx producer id and epoch, empty without a transaction
 * @param sealedAt offset of the marker that ended the transaction, {@link #UNSEALED} without one
 */
record LogRecord(
        Place place,
        long timestamp,
        byte @Nullable [] key,
        byte @Nullable [] value,
        Header[] headers,
        String tx,
        Fate fate,
        long sealedAt) {
    static final long UNSEALED = -1;

    /** Where it lies. */
    record Place(String topic, int partition, long offset) {}

    /** What became of its transaction. */
    enum Fate {
        /** There was none. */
        PLAIN,
        COMMITTED,
        ABORTED,
        OPEN
    }

    boolean readable() {
        return fate == Fate.PLAIN || fate == Fate.COMMITTED;
    }

    LogRecord sealed(Fate now, long at) {
        return new LogRecord(place, timestamp, key, value, headers, tx, now, at);
    }

    /** The key as text; empty if there is none. */
    String keyText() {
        return key == null ? "" : new String(key, StandardCharsets.UTF_8);
    }

    String valueText() {
        return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }

    /** The last header of that name. */
    byte @Nullable [] header(String name) {
        byte[] found = null;
        for (Header header : headers) {
            found = header.key().equals(name) ? header.value() : found;
        }
        return found;
    }

    String headerText(String name) {
        byte[] found = header(name);
        return found == null ? "" : new String(found, StandardCharsets.UTF_8);
    }
}
