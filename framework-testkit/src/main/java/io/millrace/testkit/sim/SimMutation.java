package io.millrace.testkit.sim;

import io.millrace.engine.Ports;

/** Makes an engine wrong, by what stands between it and its ports, to see whether the checks notice. */
@FunctionalInterface
interface SimMutation {
    /** Leaves the engine as it is. */
    SimMutation NONE = (ports, cluster) -> ports;

    Ports apply(Ports ports, SimCluster cluster);
}
