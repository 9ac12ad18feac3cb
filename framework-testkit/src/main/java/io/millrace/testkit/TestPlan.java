package io.millrace.testkit;

import io.millrace.config.Configuration;
import io.millrace.config.Overrides;
import io.millrace.config.Problems;
import io.millrace.config.UnknownProperties;
import io.millrace.engine.InputPlan;
import io.millrace.engine.ListenerPlan;
import io.millrace.engine.OutputPlan;
import io.millrace.kafka.TopicPlan;
import io.millrace.kafka.Topics;
import io.millrace.micronaut.Listener;
import io.millrace.micronaut.ListenerSerdes;
import io.millrace.micronaut.ServicePlan;
import io.millrace.model.Finding;
import io.millrace.model.InputModel;
import io.millrace.model.ListenerModel;
import io.millrace.model.OutputModel;
import io.millrace.model.Rules;
import io.millrace.port.Headers;
import io.millrace.port.Headers.Header;
import io.millrace.port.MessageSerde;
import io.millrace.port.OutputRecord;
import io.millrace.spi.Binding;
import io.millrace.spi.Bindings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The listeners under test as production would plan them: compiled, configured, with the serdes of the class path. Topics
 * are known here by the names that the code has for them.
 */
final class TestPlan {
    private static final String APPLICATION = "sim";

    /** Who would write the re-keyed topics that no listener of the test writes. */
    private static final String UPSTREAM = "upstream";

    private final List<ListenerPlan> listeners = new ArrayList<>();
    private final Map<String, Source> sources = new TreeMap<>();
    private final Map<String, Sink> sinks = new TreeMap<>();
    private final Set<String> topics = new TreeSet<>();
    private final Set<String> sides = new TreeSet<>();

    /**
     * What a listener reads.
     *
     * @param fed whether the test is to feed it; otherwise another listener of the test does
     */
    record Source(ListenerPlan listener, InputPlan input, boolean fed) {}

    /** What a listener writes. */
    record Sink(ListenerPlan listener, OutputPlan output) {}

    TestPlan(List<Class<?>> handlers, int partitions, Map<String, String> properties) {
        List<Binding> bindings = handlers.stream().<Binding>map(Bindings::of).toList();
        Map<String, String> all = new LinkedHashMap<>(ours(bindings));
        all.putAll(properties);
        Problems problems = new Problems();
        Configuration configuration = new Configuration(name -> property(name, all), problems);
        Overrides overrides = new Overrides(configuration);
        List<Listener> service = bindings.stream()
                .map(binding -> new Listener(binding, overrides.apply(binding.model())))
                .toList();
        check(service.stream().map(Listener::model).toList(), properties.keySet(), problems);
        Set<String> written = new HashSet<>();
        service.forEach(listener -> listener.model().outputs().forEach(output -> written.add(output.topic())));
        List<Listener> withUpstream = new ArrayList<>(service);
        service.forEach(listener -> upstream(listener, written).ifPresent(withUpstream::add));
        ServicePlan plan = new ServicePlan(
                APPLICATION, configuration, ClassPathBeans.get().getBean(ListenerSerdes.class), withUpstream);
        for (Listener listener : service) {
            add(plan, listener, partitions, written);
        }
        problems.refuse("configuration");
    }

    /** Each step commits what it did, and the test tells the time of inputs. */
    private static Map<String, String> ours(List<Binding> bindings) {
        Map<String, String> ours = new LinkedHashMap<>();
        for (Binding binding : bindings) {
            String listener = "millrace.listeners." + binding.model().name();
            ours.put(listener + ".commit-interval", "1ms");
            ours.put(listener + ".stamp-interval", "0ms");
            binding.model().inputs().forEach(input -> ours.put("millrace.inputs." + input.name() + ".bounded", "true"));
        }
        return ours;
    }

    private static @Nullable String property(String name, Map<String, String> given) {
        String value = given.get(name);
        return value != null
                ? value
                : ClassPathBeans.get().getProperty(name, String.class).orElse(null);
    }

    private static void check(List<ListenerModel> models, Set<String> properties, Problems problems) {
        new UnknownProperties(models, problems).check(properties);
        for (ListenerModel model : models) {
            for (Finding finding : Rules.check(model)) {
                if (finding.code().isError()) {
                    problems.add(finding.code().code(), finding.message());
                }
            }
        }
        problems.refuse("configuration");
    }

    private static Optional<Listener> upstream(Listener reader, Set<String> written) {
        List<OutputModel> missing = new ArrayList<>();
        for (InputModel input : reader.model().inputs()) {
            if (input.repartition() && !written.contains(input.name())) {
                missing.add(new OutputModel(
                        input.name(), input.name(), true, reader.model().key(), input.body()));
            }
        }
        ListenerModel model = reader.model();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(new Listener(
                        reader.binding(),
                        new ListenerModel(
                                UPSTREAM,
                                model.handlerType(),
                                model.key(),
                                model.order(),
                                null,
                                model.onFailure(),
                                List.of(),
                                List.of(),
                                List.of(),
                                missing,
                                List.of())));
    }

    private void add(ServicePlan service, Listener listener, int partitions, Set<String> written) {
        ListenerPlan plan = service.listener(listener, new Topics.Ready(partitions, Set.of(), Map.of(), Map.of()));
        listeners.add(plan);
        for (InputPlan input : plan.inputs()) {
            boolean fed = !(input.repartition() && written.contains(input.name()));
            sources.putIfAbsent(input.name(), new Source(plan, input, fed));
        }
        TopicPlan topicPlan = service.topics(listener);
        topics.addAll(topicPlan.inputs());
        topics.addAll(topicPlan.outputs());
        topicPlan.repartitions().forEach(internal -> topics.add(internal.topic()));
        sides.addAll(topicPlan.outputs());
        List<OutputModel> outputs = plan.model().outputs();
        for (int i = 0; i < outputs.size(); i++) {
            sinks.putIfAbsent(
                    outputs.get(i).topic(), new Sink(plan, plan.outputs().get(i)));
            sides.remove(plan.outputs().get(i).topic());
        }
    }

    List<ListenerPlan> listeners() {
        return listeners;
    }

    /** The real names of all topics but changelogs and dead letters. */
    Set<String> topics() {
        return topics;
    }

    Source source(String topic) {
        Source source = sources.get(topic);
        if (source == null) {
            throw new IllegalArgumentException(
                    "MR-0904 no listener of this test reads '" + topic + "'; they read " + sources.keySet());
        }
        return source;
    }

    /** A record as a producer would write it. */
    OutputRecord record(
            String topic, @Nullable Object key, @Nullable Object value, Instant at, Map<String, byte[]> headers) {
        Source source = source(topic);
        List<Header> all = new ArrayList<>();
        headers.forEach((name, bytes) -> all.add(new Header(name, bytes)));
        String real = source.input().topic();
        return new OutputRecord(
                real,
                OutputRecord.BY_KEY,
                bytes(source.listener().keys(), real, key),
                bytes(source.input().body(), real, value),
                at.toEpochMilli(),
                Headers.of(all));
    }

    /** When an event would have been sent: now, or when it happens if that is later. */
    Instant sentAt(String topic, @Nullable Object value, Instant now) {
        Source source = source(topic);
        if (value == null || value instanceof byte[] || !source.input().timed()) {
            return now;
        }
        try {
            Instant happens = Instant.ofEpochMilli(
                    source.listener().binding().eventTime(source.input().index(), value));
            return happens.isAfter(now) ? happens : now;
        } catch (Exception e) {
            return now; // the listener will say what is wrong with it
        }
    }

    private static byte @Nullable [] bytes(MessageSerde serde, String topic, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        return value instanceof byte[] raw ? raw : serde.write(topic, value);
    }

    List<Source> sources() {
        return List.copyOf(sources.values());
    }

    Map<String, Sink> sinks() {
        return sinks;
    }

    void requireSink(String topic) {
        if (!sinks.containsKey(topic)) {
            throw new IllegalArgumentException(
                    "MR-0905 no listener of this test writes '" + topic + "'; they write " + sinks.keySet());
        }
    }

    /** Topics that take what came too late. */
    Set<String> sides() {
        return sides;
    }
}
