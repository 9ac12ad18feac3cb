package io.millrace.engine;

import io.millrace.model.ListenerModel;
import io.millrace.port.MessageSerde;
import io.millrace.spi.Binding;
import java.util.List;

/**
 * A listener with everything resolved: what a worker runs.
 *
 * @param model the binding's model after configuration overrides
 * @param tasks number of tasks: the partitions of each input
 * @param changelog the changelog topic
 * @param deadLetters the dead-letter topic
 * @param idPrefix what all transactional ids of the listener begin with, and no other's
 * @param keys the serde of the inputs' keys
 */
public record ListenerPlan(
        Binding binding,
        ListenerModel model,
        int tasks,
        String changelog,
        String deadLetters,
        String idPrefix,
        MessageSerde keys,
        List<InputPlan> inputs,
        List<OutputPlan> outputs,
        EngineSettings settings) {
    public ListenerPlan {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    InputPlan input(String topic) {
        for (InputPlan input : inputs) {
            if (input.topic().equals(topic)) {
                return input;
            }
        }
        throw new IllegalArgumentException("no input " + topic);
    }
}
