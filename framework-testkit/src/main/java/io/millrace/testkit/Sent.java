package io.millrace.testkit;

import java.time.Instant;
import java.util.Map;

/**
 * A message that a handler sent.
 *
 * @param at its stamp: event time of the call
 */
public record Sent<K, V>(K key, V value, Map<String, byte[]> headers, Instant at) {
    public Sent {
        headers = Map.copyOf(headers);
    }

    static void checkHeaders(Map<String, byte[]> headers) {
        for (String name : headers.keySet()) {
            if (name.startsWith("millrace.")) {
                throw new IllegalArgumentException("header names beginning with millrace. are reserved: " + name);
            }
        }
    }
}
