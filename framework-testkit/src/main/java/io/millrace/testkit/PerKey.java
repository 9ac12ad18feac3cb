package io.millrace.testkit;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a handle keeps for each key. */
final class PerKey<S> {
    private final KeyedStates states;
    private final Map<Object, S> content = new HashMap<>();

    PerKey(KeyedStates states) {
        this.states = states;
    }

    @Nullable
    S get() {
        return content.get(states.key());
    }

    S orElse(S other) {
        return content.getOrDefault(states.key(), other);
    }

    S orNew(Supplier<S> made) {
        return content.computeIfAbsent(states.key(), key -> made.get());
    }

    void set(S value) {
        content.put(states.key(), value);
    }

    void clear() {
        content.remove(states.key());
    }
}
