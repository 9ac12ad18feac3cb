package io.millrace.sample.fraud;

import io.micronaut.serde.annotation.Serdeable;
import io.millrace.api.Mergeable;
import org.jspecify.annotations.Nullable;

/** Number and sum of a customer's payments. */
@Serdeable
public record Spend(int count, long cents) implements Mergeable<Spend> {
    static final Spend NONE = new Spend(0, 0);

    static Spend of(@Nullable Spend window) {
        return window == null ? NONE : window;
    }

    Spend plus(long payment) {
        return new Spend(count + 1, cents + payment);
    }

    @Override
    public Spend merge(Spend later) {
        return new Spend(count + later.count, cents + later.cents);
    }

    double average() {
        return count == 0 ? 0 : cents / 100.0 / count;
    }
}
