package io.millrace.micronaut;

import io.millrace.config.Configuration;
import io.millrace.config.Problems;
import io.millrace.config.Settings;
import io.millrace.engine.EngineSettings;
import io.millrace.engine.InputPlan;
import io.millrace.engine.InvalidPolicy;
import io.millrace.engine.ListenerPlan;
import io.millrace.engine.OutputPlan;
import io.millrace.kafka.ListenerNames;
import io.millrace.kafka.TopicIdentity;
import io.millrace.kafka.TopicPlan;
import io.millrace.kafka.Topics;
import io.millrace.model.InputModel;
import io.millrace.model.ListenerModel;
import io.millrace.model.OutputModel;
import io.millrace.model.WatermarkStrategy;
import io.millrace.model.WindowModel;
import io.millrace.spi.Binding;
import io.millrace.spi.TypeRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Turns what was compiled and what is configured into what a worker runs. */
public final class ServicePlan {
    private final String application;
    private final Configuration settings;
    private final ListenerSerdes serdes;
    private final Map<String, String> repartitionWriters = new HashMap<>();

    /**
     * @param listeners all of the service: what one writes another reads
     */
    public ServicePlan(String application, Configuration settings, ListenerSerdes serdes, List<Listener> listeners) {
        this.application = application;
        this.settings = settings;
        this.serdes = serdes;
        for (Listener listener : listeners) {
            for (OutputModel output : listener.model().outputs()) {
                if (output.repartition()) {
                    repartitionWriters.put(output.topic(), listener.name());
                }
            }
        }
    }

    /** Plans as a listener's start will, so that all mistakes are known before anything starts. */
    void readAll(Listener listener) {
        listener(listener, new Topics.Ready(1, Set.of(), Map.of(), Map.of()));
    }

    /** Asks for every type of keys and messages of a listener whether somebody reads and writes it. */
    void checkMessages(Listener listener, Problems problems) {
        Binding binding = listener.binding();
        ClientSerdes mine = serdes.of(listener.name());
        Set<TypeRef> keys = new LinkedHashSet<>(List.of(binding.keyType()));
        Set<TypeRef> values = new LinkedHashSet<>();
        for (int i = 0; i < listener.model().inputs().size(); i++) {
            values.add(binding.inputType(i));
        }
        for (int i = 0; i < listener.model().outputs().size(); i++) {
            keys.add(binding.outputKeyType(i));
            values.add(binding.outputValueType(i));
        }
        keys.forEach(type -> problems.attempt(() -> mine.checkedKey(type)));
        values.forEach(type -> problems.attempt(() -> mine.checkedValue(type)));
    }

    ListenerNames names(Listener listener) {
        return new ListenerNames(application, listener.name());
    }

    /** The real names of the re-keyed topics that a listener reads. */
    List<String> rekeyedInputs(Listener listener) {
        return listener.model().inputs().stream()
                .filter(InputModel::repartition)
                .map(input -> repartitionTopic(input.name()))
                .toList();
    }

    /** The topics of a listener. */
    public TopicPlan topics(Listener listening) {
        ListenerModel listener = listening.model();
        Set<String> inputs = new HashSet<>();
        Set<String> ingested = new HashSet<>();
        Set<String> outputs = new HashSet<>();
        List<TopicPlan.Internal> internal = new ArrayList<>();
        for (InputModel input : listener.inputs()) {
            if (input.repartition()) {
                internal.add(new TopicPlan.Internal(repartitionTopic(input.name()), 0, true));
            } else {
                inputs.add(settings.topic(input.name()));
                if (input.time().strategy() == WatermarkStrategy.INGESTION) {
                    ingested.add(settings.topic(input.name()));
                }
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
            outputs.add(lateTo);
        }
        listener.windows().stream()
                .map(WindowModel::lateTo)
                .filter(Objects::nonNull)
                .forEach(outputs::add);
        return new TopicPlan(
                names(listening), inputs, outputs, internal, true, ingested, settings.get(Settings.TOPICS_PARTITIONS));
    }

    /**
     * @param topics as they were found: each partition of a re-key topic must be told how far the tasks are
     */
    public ListenerPlan listener(Listener listener, Topics.Ready topics) {
        int tasks = topics.tasks();
        Binding binding = listener.binding();
        ListenerModel model = listener.model();
        ListenerNames names = names(listener);
        ClientSerdes mine = serdes.of(model.name());
        List<InputPlan> inputs = new ArrayList<>();
        for (int i = 0; i < model.inputs().size(); i++) {
            inputs.add(input(listener, i, topics, mine));
        }
        List<OutputPlan> outputs = new ArrayList<>();
        for (int i = 0; i < model.outputs().size(); i++) {
            outputs.add(output(listener, i, topics, mine));
        }
        return new ListenerPlan(
                binding,
                model,
                tasks,
                names.changelog(),
                names.dlq(),
                names.idPrefix(),
                mine.keys(binding.keyType()),
                inputs,
                outputs,
                engine(model.name()));
    }

    private InputPlan input(Listener listener, int index, Topics.Ready topics, ClientSerdes mine) {
        InputModel input = listener.model().inputs().get(index);
        String topic = input.repartition() ? repartitionTopic(input.name()) : settings.topic(input.name());
        TopicIdentity identity = topics.identities().get(topic);
        return new InputPlan(
                index,
                input.name(),
                topic,
                identity == null ? 0 : identity.bits(),
                input.repartition(),
                settings.input(input.name(), Settings.BOUNDED),
                input.priority(),
                input.time(),
                driftMsMax(listener.name(), input),
                input.tieBreak(),
                input.nullable(),
                mine.values(listener.binding().inputType(index)));
    }

    private long driftMsMax(String listener, InputModel input) {
        return settings.findInput(input.name(), Settings.INPUT_DRIFT_MAX)
                .orElseGet(() -> settings.listener(listener, Settings.DRIFT_MAX));
    }

    private OutputPlan output(Listener listener, int index, Topics.Ready topics, ClientSerdes mine) {
        Binding binding = listener.binding();
        OutputModel output = listener.model().outputs().get(index);
        String topic = output.repartition() ? repartitionTopic(output.topic()) : settings.topic(output.topic());
        return new OutputPlan(
                topic,
                output.repartition(),
                output.repartition() ? topics.rekeyed().getOrDefault(topic, topics.tasks()) : 0,
                output.key() != null,
                mine.keys(binding.outputKeyType(index)),
                mine.values(binding.outputValueType(index)));
    }

    private String repartitionTopic(String name) {
        String writer = repartitionWriters.get(name);
        if (writer == null) {
            throw new IllegalStateException("MR-0207: nobody in this service writes @Repartition(\"" + name + "\")");
        }
        return new ListenerNames(application, writer).repartition(name);
    }

    private EngineSettings engine(String listener) {
        return new EngineSettings(
                settings.listener(listener, Settings.GUARANTEE) == Settings.Guarantee.EXACTLY_ONCE,
                settings.listener(listener, Settings.COMMIT_INTERVAL),
                settings.listener(listener, Settings.TRANSACTION_RECORDS_MAX),
                settings.listener(listener, Settings.TURN_RECORDS_MAX),
                settings.listener(listener, Settings.BUFFER_ENTRIES_MAX),
                settings.listener(listener, Settings.ORDER_RECORDS_MAX),
                settings.listener(listener, Settings.ORDER_HEAP_BYTES_MAX),
                settings.listener(listener, Settings.RECORD_BYTES_MAX),
                new InvalidPolicy(
                        settings.listener(listener, Settings.INVALID_KEY),
                        settings.listener(listener, Settings.INVALID_BYTES),
                        settings.listener(listener, Settings.INVALID_TOMBSTONE),
                        settings.listener(listener, Settings.INVALID_TIME),
                        settings.listener(listener, Settings.INVALID_NEGATIVE),
                        settings.listener(listener, Settings.INVALID_MISSING),
                        settings.listener(listener, Settings.FUTURE_MAX)),
                settings.listener(listener, Settings.STAMP_INTERVAL),
                settings.listener(listener, Settings.START_AT),
                settings.listener(listener, Settings.WARM_UP_RECORDS),
                settings.listener(listener, Settings.WARM_UP_MAX),
                settings.listener(listener, Settings.HAND_OVER_MAX));
    }
}
