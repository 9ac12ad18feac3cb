package io.millrace.testkit.sim;

import java.util.List;
import java.util.SplittableRandom;

/** Trouble at random, until it is told to be quiet. */
final class RandomTrouble implements SimTrouble {
    /** Each as often as it is here. */
    private static final List<Kind> OFTEN = List.of(
            Kind.CRASH_BEFORE,
            Kind.CRASH_BEFORE,
            Kind.CRASH_AFTER,
            Kind.CRASH_AFTER,
            Kind.STALL_BEFORE,
            Kind.STALL_AFTER,
            Kind.REQUEST_LOST,
            Kind.REQUEST_LATE,
            Kind.REPLY_LOST,
            Kind.REPLY_LOST);

    private final SplittableRandom random;
    private final int oneIn;
    private final List<Kind> kinds;
    private boolean quiet;

    RandomTrouble(SplittableRandom random, Adversity adversity) {
        this.random = random;
        this.oneIn = adversity.oneIn();
        this.kinds = OFTEN.stream().filter(adversity.kinds()::contains).toList();
    }

    void quiet() {
        quiet = true;
    }

    @Override
    public Trouble at(String process, String call) {
        // A commit decides most, so it is in most trouble.
        int often = call.equals("commit") || call.startsWith("!") ? Math.max(2, oneIn / 4) : oneIn;
        if (quiet || kinds.isEmpty() || random.nextInt(often) != 0) {
            return Trouble.NOTHING;
        }
        Kind kind = kinds.get(random.nextInt(kinds.size()));
        return kind == Kind.STALL_BEFORE || kind == Kind.STALL_AFTER ? new Trouble(kind, stallMs()) : Trouble.of(kind);
    }

    /** Mostly short; sometimes beyond the session, sometimes beyond the transaction's time-out. */
    private long stallMs() {
        return switch (random.nextInt(4)) {
            case 0 -> 7_000 + random.nextInt(6_000);
            case 1 -> 11_000 + random.nextInt(20_000);
            default -> 1 + random.nextInt(2_000);
        };
    }
}
