package io.millrace.sample.fraud;

import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/** Number and sum of a customer's payments. */
@Serdeable
public record Spend(int count, long cents) {
    static final Spend NONE = new Spend(0, 0);

    static Spend of(@Nullable Spend window) {
        return window == null ? NONE : window;
    }

    double average() {
        return count == 0 ? 0 : cents / 100.0 / count;
    }
}
