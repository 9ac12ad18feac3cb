package io.millrace.api;

import java.util.Map;

/** An output topic with a key of its own; otherwise as {@link Out}. */
public interface KeyedOut<K, V> {
    void send(K key, V value);

    /** With headers; names that begin with {@code millrace.} are refused. */
    void send(K key, V value, Map<String, byte[]> headers);
}
