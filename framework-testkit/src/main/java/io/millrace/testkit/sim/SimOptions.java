package io.millrace.testkit.sim;

import io.millrace.engine.EngineSettings;
import java.util.SplittableRandom;

/**
 * The shape of a run.
 *
 * @param partitions of the first input
 * @param groups partitions of the re-keyed topic
 * @param messages how many are fed
 * @param windows whether the second listener has windows, rather than event-time order and a timer
 * @param settings bounds of the engine; not part of the shape
 * @param mutation what is done to a worker's ports, to see whether the checks notice
 */
record SimOptions(
        int replicas,
        int partitions,
        int groups,
        int messages,
        Adversity adversity,
        boolean staticMembers,
        boolean windows,
        EngineSettings settings,
        SimMutation mutation) {
    /** A shape that follows from the seed; everything goes wrong, and all heals. */
    static SimOptions of(long seed) {
        SplittableRandom random = new SplittableRandom(~seed);
        return new SimOptions(
                1 + random.nextInt(3),
                1 + random.nextInt(4),
                1 + random.nextInt(3),
                20 + random.nextInt(100),
                Adversity.of(60 + random.nextInt(400)),
                random.nextBoolean(),
                false,
                SimListener.SETTINGS,
                SimMutation.NONE);
    }

    /** A larger shape, with a choice of what goes wrong and of how that ends. */
    static SimOptions swarm(long seed) {
        SplittableRandom random = new SplittableRandom(~seed);
        return new SimOptions(
                1 + random.nextInt(4),
                1 + random.nextInt(8),
                1 + random.nextInt(4),
                20 + random.nextInt(100),
                Adversity.swarm(random),
                random.nextBoolean(),
                random.nextInt(3) == 0,
                SimListener.SETTINGS,
                SimMutation.NONE);
    }

    SimOptions mutated(SimMutation by) {
        return new SimOptions(replicas, partitions, groups, messages, adversity, staticMembers, windows, settings, by);
    }

    SimOptions withWindows() {
        return new SimOptions(
                replicas, partitions, groups, messages, adversity, staticMembers, true, settings, mutation);
    }

    SimOptions bounded(EngineSettings by) {
        return new SimOptions(replicas, partitions, groups, messages, adversity, staticMembers, windows, by, mutation);
    }

    /** The test that runs a seed of this shape again. */
    String test() {
        boolean swarm = !adversity.equals(Adversity.of(adversity.oneIn()));
        return swarm ? "SimulatorTest#oneSwarmSeed" : (windows ? "Window" : "") + "SimulatorTest#oneSeed";
    }

    @Override
    public String toString() {
        return replicas + " replicas, " + partitions + "+" + groups + " partitions, " + messages + " messages, one in "
                + adversity.oneIn() + " of " + adversity.kinds() + ", ending: " + adversity.ending() + ", "
                + (staticMembers ? "static" : "dynamic") + (windows ? ", windows" : "");
    }
}
