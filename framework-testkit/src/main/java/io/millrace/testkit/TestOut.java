package io.millrace.testkit;

import io.millrace.api.Out;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Remembers what was sent. */
public final class TestOut<V> implements Out<V> {
    private final KeyedStates states;
    private final List<Sent<Object, V>> messages = new ArrayList<>();

    TestOut(KeyedStates states) {
        this.states = states;
    }

    @Override
    public void send(V value) {
        send(value, Map.of());
    }

    @Override
    public void send(V value, Map<String, byte[]> headers) {
        Sent.checkHeaders(headers);
        messages.add(new Sent<>(states.key(), value, headers, states.time().event()));
    }

    /** The values, in order. */
    public List<V> sent() {
        return messages.stream().map(Sent::value).toList();
    }

    /** The values with key, headers and stamp, in order. */
    public List<Sent<Object, V>> messages() {
        return List.copyOf(messages);
    }
}
