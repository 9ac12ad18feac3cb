package io.millrace.testkit.sim;

import io.millrace.engine.EngineSettings;
import java.util.SplittableRandom;

/**
 * The shape of a run.
 *
 * @param partitions of the first input
 * @param groups partitions of the re-keyed topic
 * @param messages how many are fed
 * @param oneIn one in so many port calls goes wrong
 * @param settings bounds of the engine; not part of the shape
 * @param mutation what is done to a worker's ports, to see whether the checks notice
 */
record SimOptions(
        int replicas,
        int partitions,
        int groups,
        int messages,
        int oneIn,
        boolean staticMembers,
        EngineSettings settings,
        SimMutation mutation) {
    /** A shape that follows from the seed. */
    static SimOptions of(long seed) {
        SplittableRandom random = new SplittableRandom(~seed);
        return new SimOptions(
                1 + random.nextInt(3),
                1 + random.nextInt(4),
                1 + random.nextInt(3),
                20 + random.nextInt(100),
                60 + random.nextInt(400),
                random.nextBoolean(),
                SimListener.SETTINGS,
                SimMutation.NONE);
    }

    SimOptions mutated(SimMutation by) {
        return new SimOptions(replicas, partitions, groups, messages, oneIn, staticMembers, settings, by);
    }

    SimOptions bounded(EngineSettings by) {
        return new SimOptions(replicas, partitions, groups, messages, oneIn, staticMembers, by, mutation);
    }

    @Override
    public String toString() {
        return replicas + " replicas, " + partitions + "+" + groups + " partitions, " + messages + " messages, one in "
                + oneIn + ", " + (staticMembers ? "static" : "dynamic");
    }
}
