package io.millrace.testkit;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a handle keeps for each key, as long as it lives. */
final class PerKey<S> {
    private final KeyedStates states;
    private final Life life;
    private final Map<Object, Written<S>> content = new HashMap<>();

    PerKey(KeyedStates states) {
        this(states, Life.forever(states.time()));
    }

    PerKey(KeyedStates states, Life life) {
        this.states = states;
        this.life = life;
    }

    @Nullable
    S get() {
        Written<S> written = content.get(states.key());
        return written == null || life.over(written.at()) ? null : written.value();
    }

    S orElse(S other) {
        S value = get();
        return value == null ? other : value;
    }

    S orNew(Supplier<S> made) {
        S value = get();
        if (value == null) {
            value = made.get();
            set(value);
        }
        return value;
    }

    void set(S value) {
        content.put(states.key(), Written.over(content.get(states.key()), value, life.now()));
    }

    void clear() {
        content.remove(states.key());
    }
}
