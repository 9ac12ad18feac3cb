package io.millrace.api.aggregate;

import io.millrace.api.Mergeable;
import org.jspecify.annotations.Nullable;

/**
 * How many. Exact, whatever the order of calls.
 *
 * @param value 1 or more
 */
public record Count(long value) implements Mergeable<Count> {
    /**
     * @throws IllegalArgumentException if the value is less than 1
     */
    public Count {
        if (value < 1) {
            throw new IllegalArgumentException("a count of " + value + ": it must be 1 or more");
        }
    }

    /** One more; the first if there is none so far. */
    public static Count add(@Nullable Count soFar) {
        return new Count(soFar == null ? 1 : soFar.value + 1);
    }

    /** One less; null if none is left. */
    public @Nullable Count minus() {
        return value == 1 ? null : new Count(value - 1);
    }

    @Override
    public Count merge(Count later) {
        return new Count(value + later.value);
    }
}
