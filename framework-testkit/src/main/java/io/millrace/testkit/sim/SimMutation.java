package io.millrace.testkit.sim;

import io.millrace.engine.ListenerPlan;
import io.millrace.engine.Ports;

/** Makes an engine wrong, by what stands between it and its ports, to see whether the checks notice. */
@FunctionalInterface
interface SimMutation {
    /** Leaves the engine as it is. */
    SimMutation NONE = (ports, cluster) -> ports;

    /** Called once per worker. */
    Ports apply(Ports ports, SimCluster cluster);

    /** The listener as the wrong engine understands it. Called once per worker, before {@link #apply}. */
    default ListenerPlan plan(ListenerPlan plan) {
        return plan;
    }
}
