package io.millrace.api;

import java.util.Map;

/**
 * An output topic, keyed as the current record. What is sent is serialised at once, stamped with the current call's
 * event time (1970 if that is earlier: Kafka has no timestamps before), and becomes visible with the transaction that also holds the state changes and the input offsets.
 */
public interface Out<V> {
    void send(V value);

    /** With headers; names that begin with {@code millrace.} are refused. */
    void send(V value, Map<String, byte[]> headers);
}
