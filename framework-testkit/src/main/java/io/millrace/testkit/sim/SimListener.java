package io.millrace.testkit.sim;

import io.millrace.engine.EngineSettings;
import io.millrace.engine.HandlerFactory;
import io.millrace.engine.InputPlan;
import io.millrace.engine.InvalidPolicy;
import io.millrace.engine.ListenerPlan;
import io.millrace.engine.OutputPlan;
import io.millrace.port.Headers;
import io.millrace.port.MessageSerde;
import io.millrace.spi.Binding;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A listener of the simulation as the engine wants it. */
record SimListener(ListenerPlan plan) {
    static final String APP = "sim";

    /** Small bounds, so that they are reached. */
    static final EngineSettings SETTINGS = new EngineSettings(
            true,
            50,
            20,
            7,
            40,
            30,
            1 << 20,
            10_000,
            InvalidPolicy.DEAD_LETTERS,
            0,
            EngineSettings.EARLIEST,
            10,
            5_000,
            3_000);

    private static final MessageSerde TEXT = new MessageSerde() {
        @Override
        public byte[] write(String topic, Object value) {
            return value.toString().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Object read(String topic, byte[] bytes, Headers headers) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    };

    /** Handler instances, as a bean container makes them. */
    static final HandlerFactory HANDLERS = (binding, handles) -> ((SimBinding) binding).create(handles);

    static SimListener of(Binding binding, SimCluster cluster, EngineSettings settings) {
        String name = binding.model().name();
        List<InputPlan> inputs = new ArrayList<>();
        for (var input : binding.model().inputs()) {
            inputs.add(new InputPlan(
                    inputs.size(),
                    input.name(),
                    input.name(),
                    0,
                    input.repartition(),
                    !input.repartition(),
                    input.priority(),
                    input.time(),
                    InputPlan.DRIFT_OFF,
                    input.tieBreak(),
                    input.nullable(),
                    TEXT));
        }
        List<OutputPlan> outputs = new ArrayList<>();
        for (var output : binding.model().outputs()) {
            int partitions = output.repartition() ? cluster.partitionsOf(output.topic()) : 0;
            outputs.add(
                    new OutputPlan(output.topic(), output.repartition(), partitions, output.key() != null, TEXT, TEXT));
        }
        int tasks = cluster.partitionsOf(inputs.get(0).topic());
        if (!cluster.has(changelogOf(name))) {
            cluster.topic(changelogOf(name), tasks).topic(deadLettersOf(name), 1);
        }
        return new SimListener(new ListenerPlan(
                binding,
                binding.model(),
                tasks,
                changelogOf(name),
                deadLettersOf(name),
                APP + "-" + name + ".",
                TEXT,
                inputs,
                outputs,
                settings));
    }

    static String deadLettersOf(String name) {
        return APP + "-" + name + "-dlq";
    }

    static String changelogOf(String name) {
        return APP + "-" + name + "-changelog";
    }

    String name() {
        return plan.model().name();
    }

    boolean expectsBadRecords() {
        return ((SimBinding) plan.binding()).expectsBadRecords();
    }

    List<String> topics() {
        return plan.inputs().stream().map(InputPlan::topic).toList();
    }
}
