package io.millrace.testkit.sim;

import java.util.SplittableRandom;

/** Trouble at random, until it is told to be quiet. */
final class RandomTrouble implements SimTrouble {
    private final SplittableRandom random;
    private final int oneIn;
    private boolean quiet;

    RandomTrouble(SplittableRandom random, int oneIn) {
        this.random = random;
        this.oneIn = oneIn;
    }

    void quiet() {
        quiet = true;
    }

    @Override
    public Trouble at(String process, String call) {
        // A commit decides most, so it is in most trouble.
        int often = call.equals("commit") || call.startsWith("!") ? Math.max(2, oneIn / 4) : oneIn;
        if (quiet || random.nextInt(often) != 0) {
            return Trouble.NOTHING;
        }
        return switch (random.nextInt(10)) {
            case 0, 1 -> Trouble.of(Kind.CRASH_BEFORE);
            case 2, 3 -> Trouble.of(Kind.CRASH_AFTER);
            case 4 -> new Trouble(Kind.STALL_BEFORE, stallMs());
            case 5 -> new Trouble(Kind.STALL_AFTER, stallMs());
            case 6 -> Trouble.of(Kind.REQUEST_LOST);
            case 7 -> Trouble.of(Kind.REQUEST_LATE);
            default -> Trouble.of(Kind.REPLY_LOST);
        };
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
