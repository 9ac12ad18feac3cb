package io.millrace.micronaut;

import io.millrace.engine.EngineSettings;
import io.millrace.engine.InputPlan;
import io.millrace.engine.ListenerPlan;
import io.millrace.engine.OutputPlan;
import io.millrace.kafka.ListenerNames;
import io.millrace.kafka.TopicPlan;
import io.millrace.model.EventTimeModel;
import io.millrace.model.InputModel;
import io.millrace.model.ListenerModel;
import io.millrace.model.OutputModel;
import io.millrace.model.WindowModel;
import io.millrace.port.MessageSerde;
import io.millrace.spi.Binding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns what was compiled and what is configured into what a worker runs. */
final class ServicePlan {
    private final String application;
    private final MillraceSettings settings;
    private final Serdes serdes;
    private final Map<String, String> repartitionWriters = new HashMap<>();

    ServicePlan(MillraceSettings settings, Serdes serdes, List<Binding> bindings) {
        this.application = settings.application();
        this.settings = settings;
        this.serdes = serdes;
        for (Binding binding : bindings) {
            for (OutputModel output : binding.model().outputs()) {
                if (output.repartition()) {
                    repartitionWriters.put(output.topic(), binding.model().name());
                }
            }
        }
    }

    /** Reads everything that a listener's start will ask for, so that all mistakes are known before anything starts. */
    void readSettings(ListenerModel listener) {
        engine(listener.name());
        settings.threads(listener.name());
        listener.inputs().forEach(input -> time(listener, input));
    }

    ListenerNames names(ListenerModel listener) {
        return new ListenerNames(application, listener.name());
    }

    TopicPlan topics(ListenerModel listener) {
        Set<String> inputs = new HashSet<>();
        Set<String> outputs = new HashSet<>();
        List<TopicPlan.Internal> internal = new ArrayList<>();
        for (InputModel input : listener.inputs()) {
            if (input.repartition()) {
                internal.add(new TopicPlan.Internal(repartitionTopic(input.name()), 0, true));
            } else {
                inputs.add(settings.topic(input.name()));
            }
        }
        for (OutputModel output : listener.outputs()) {
            if (output.repartition()) {
                internal.add(new TopicPlan.Internal(repartitionTopic(output.topic()), 0, false));
            } else {
                outputs.add(settings.topic(output.topic()));
            }
        }
        String lateTo = listener.lateTo();
        if (lateTo != null) {
            outputs.add(settings.topic(lateTo));
        }
        resolved(listener.windows()).stream()
                .map(WindowModel::lateTo)
                .filter(Objects::nonNull)
                .forEach(outputs::add);
        return new TopicPlan(names(listener), inputs, outputs, internal, true, settings.partitionsInDevelopment());
    }

    /**
     * @param tasks the partitions of each input, and of the re-key topics that it writes
     */
    ListenerPlan listener(Binding binding, int tasks) {
        ListenerModel model = resolved(binding.model());
        ListenerNames names = names(model);
        List<InputPlan> inputs = new ArrayList<>();
        for (int i = 0; i < model.inputs().size(); i++) {
            inputs.add(input(binding, i));
        }
        List<OutputPlan> outputs = new ArrayList<>();
        for (int i = 0; i < model.outputs().size(); i++) {
            outputs.add(output(binding, i, tasks));
        }
        MessageSerde keys = serdes.of(binding.keyType());
        return new ListenerPlan(
                binding,
                model,
                tasks,
                names.changelog(),
                names.dlq(),
                names.idPrefix(),
                keys,
                inputs,
                outputs,
                engine(model.name()));
    }

    /** With the real names of the topics for what comes too late. */
    private ListenerModel resolved(ListenerModel m) {
        return new ListenerModel(
                m.name(),
                m.handlerType(),
                m.key(),
                m.order(),
                topicOrNull(m.lateTo()),
                m.onFailure(),
                m.inputs(),
                m.stores(),
                m.timers(),
                m.outputs(),
                resolved(m.windows()));
    }

    private List<WindowModel> resolved(List<WindowModel> windows) {
        return windows.stream()
                .map(window -> window.withLateTo(topicOrNull(window.lateTo())))
                .toList();
    }

    private @Nullable String topicOrNull(@Nullable String topic) {
        return topic == null ? null : settings.topic(topic);
    }

    private InputPlan input(Binding binding, int index) {
        ListenerModel listener = binding.model();
        InputModel input = listener.inputs().get(index);
        return new InputPlan(
                index,
                input.name(),
                input.repartition() ? repartitionTopic(input.name()) : settings.topic(input.name()),
                input.repartition(),
                settings.bounded(input.name()),
                input.priority(),
                time(listener, input),
                input.eventTime() != null,
                input.tieBreak(),
                input.nullable(),
                serdes.of(binding.inputType(index)));
    }

    private EventTimeModel time(ListenerModel listener, InputModel input) {
        EventTimeModel declared = input.eventTime();
        EventTimeModel base = declared == null ? EventTimeModel.DEFAULT : declared;
        return new EventTimeModel(
                settings.durationMs(listener.name(), "watermark.out-of-order", base.outOfOrderMs()),
                settings.durationOrOffMs(listener.name(), "watermark.idle", base.idleMs()));
    }

    private OutputPlan output(Binding binding, int index, int tasks) {
        OutputModel output = binding.model().outputs().get(index);
        String topic = output.repartition() ? repartitionTopic(output.topic()) : settings.topic(output.topic());
        return new OutputPlan(
                topic,
                output.repartition(),
                output.repartition() ? tasks : 0,
                output.key() != null,
                serdes.of(binding.outputKeyType(index)),
                serdes.of(binding.outputValueType(index)));
    }

    private String repartitionTopic(String name) {
        String writer = repartitionWriters.get(name);
        if (writer == null) {
            throw new IllegalStateException("MR-0207: nobody in this service writes @Repartition(\"" + name + "\")");
        }
        return new ListenerNames(application, writer).repartition(name);
    }

    private EngineSettings engine(String listener) {
        EngineSettings d = EngineSettings.DEFAULT;
        return new EngineSettings(
                settings.exactlyOnce(listener),
                settings.durationMs(listener, "commit-interval", d.commitIntervalMs()),
                (int) settings.number(listener, "transaction-records-max", d.transactionRecordsMax(), 1, 10_000_000),
                (int) settings.number(listener, "turn-records-max", d.turnRecordsMax(), 1, 1_000_000),
                (int) settings.number(listener, "buffer-entries-max", d.bufferEntriesMax(), 1, 100_000_000),
                (int) settings.number(listener, "order-records-max", d.orderRecordsMax(), 1, 100_000_000),
                (int) settings.number(listener, "record-bytes-max", d.recordBytesMax(), 1_000, 100_000_000),
                d.transactionTimeoutMs(),
                settings.durationMs(listener, "stamp-interval", d.stampIntervalMs()));
    }
}
