package io.millrace.testkit;

import io.millrace.api.KeyedOut;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Remembers what was sent. */
public final class TestKeyedOut<K, V> implements KeyedOut<K, V> {
    private final TestTime time;
    private final List<Sent<K, V>> messages = new ArrayList<>();

    TestKeyedOut(TestTime time) {
        this.time = time;
    }

    @Override
    public void send(K key, V value) {
        send(key, value, Map.of());
    }

    @Override
    public void send(K key, V value, Map<String, byte[]> headers) {
        Sent.checkHeaders(headers);
        messages.add(new Sent<>(key, value, headers, time.event()));
    }

    /** What was sent, in order. */
    public List<Sent<K, V>> sent() {
        return List.copyOf(messages);
    }

    /** The values sent with that key, in order. */
    public List<V> sent(K key) {
        return messages.stream()
                .filter(message -> message.key().equals(key))
                .map(Sent::value)
                .toList();
    }
}
