package io.millrace.sample.fraud;

import java.time.Duration;
import java.time.Instant;

/** Transactions and labels for tests, by the time since a Monday's noon. */
final class Samples {
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    static final String ALICE = "c1";
    static final String SHOP = "t1";

    private Samples() {}

    static Instant after(Duration since) {
        return NOON.plus(since);
    }

    static Transaction paid(long id, Duration since, long cents) {
        return new Transaction(id, after(since).toEpochMilli(), ALICE, SHOP, cents);
    }

    static Label label(long transaction, Duration since, boolean fraud) {
        return new Label(transaction, after(since).toEpochMilli(), SHOP, fraud);
    }

    /** A payment as the first listener hands it on, by a customer who is new. */
    static Spent spent(long id, Duration since, long cents) {
        Spend first = new Spend(1, cents);
        return new Spent(paid(id, since, cents), first, first, first);
    }
}
