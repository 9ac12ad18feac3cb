package io.millrace.testkit.sim;

import io.millrace.engine.ListenerPlan;
import io.millrace.engine.Ports;

/** Takes a type that can be changed for one that cannot, and so hands its values out as they are kept. */
final class LiveValues implements SimMutation {
    @Override
    public Ports apply(Ports ports, SimCluster cluster) {
        return ports;
    }

    @Override
    public ListenerPlan plan(ListenerPlan plan) {
        CarelessListener mistaken = new CarelessListener(true);
        return new ListenerPlan(
                mistaken,
                mistaken.model(),
                plan.tasks(),
                plan.changelog(),
                plan.deadLetters(),
                plan.idPrefix(),
                plan.keys(),
                plan.inputs(),
                plan.outputs(),
                plan.settings());
    }
}
