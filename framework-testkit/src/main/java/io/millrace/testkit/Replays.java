package io.millrace.testkit;

/**
 * How {@link StatefulTest#verifyReplayable(Replays)} goes about it.
 *
 * @param crashesMax how many disturbances it tries at most; where a test has more, the seed chooses
 * @param seed of that choice, and of the time that calls take
 * @param clockAndChance whether listeners may ask the clock or chance, for logs and metrics: what they commit must be the
 *     same nevertheless
 */
public record Replays(int crashesMax, long seed, boolean clockAndChance) {
    /** At most 500 disturbances: more than half of what can happen to a test of six steps, in less than a second. */
    public static final Replays DEFAULT = new Replays(500, 1, false);

    public Replays {
        if (crashesMax < 1) {
            throw new IllegalArgumentException("MR-0921 crashesMax = " + crashesMax + ": at least 1");
        }
    }

    public Replays crashesMax(int count) {
        return new Replays(count, seed, clockAndChance);
    }

    public Replays seed(long number) {
        return new Replays(crashesMax, number, clockAndChance);
    }

    /** Listeners may ask the clock or chance, as long as it shows in nothing that they commit. */
    public Replays allowClockAndChance() {
        return new Replays(crashesMax, seed, true);
    }
}
