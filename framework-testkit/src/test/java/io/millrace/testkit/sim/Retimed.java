package io.millrace.testkit.sim;

import io.millrace.engine.InputPlan;
import io.millrace.engine.ListenerPlan;
import io.millrace.engine.Ports;
import io.millrace.model.EventTimeModel;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The engine as it is, its listeners' inputs as configuration would make them.
 *
 * @param driftMs how far a partition may be ahead
 * @param time what becomes of how an input's watermark is made
 */
record Retimed(long driftMs, UnaryOperator<EventTimeModel> time) implements SimMutation {
    @Override
    public Ports apply(Ports ports, SimCluster cluster) {
        return ports;
    }

    @Override
    public ListenerPlan plan(ListenerPlan plan) {
        List<InputPlan> inputs = plan.inputs().stream().map(this::retimed).toList();
        return new ListenerPlan(
                plan.binding(),
                plan.model(),
                plan.tasks(),
                plan.changelog(),
                plan.deadLetters(),
                plan.idPrefix(),
                plan.keys(),
                inputs,
                plan.outputs(),
                plan.settings());
    }

    private InputPlan retimed(InputPlan input) {
        return new InputPlan(
                input.index(),
                input.name(),
                input.topic(),
                input.topicId(),
                input.repartition(),
                input.bounded(),
                input.priority(),
                time.apply(input.time()),
                driftMs,
                input.tieBreak(),
                input.nullable(),
                input.body());
    }
}
