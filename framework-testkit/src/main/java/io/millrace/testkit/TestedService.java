package io.millrace.testkit;

import io.millrace.engine.ListenerPlan;
import io.millrace.engine.StateReader;
import io.millrace.fault.Fault;
import io.millrace.port.Events;
import io.millrace.port.Headers;
import io.millrace.port.Headers.Header;
import io.millrace.port.InputRecord;
import io.millrace.port.MessageSerde;
import io.millrace.port.OutputRecord;
import io.millrace.port.Partition;
import io.millrace.testkit.TestPlan.Sink;
import io.millrace.testkit.TestPlan.Source;
import io.millrace.testkit.sim.SimService;
import io.millrace.windowing.watermark.InputStatus;
import io.millrace.windowing.watermark.Stamp;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The listeners under test, running: writes to their topics, and reads what they have committed, as objects. */
final class TestedService {
    private static final String TIME_MARK = "millrace.time";
    private static final String END_MARK = "millrace.end";
    private static final String OURS = "millrace.";

    private final TestPlan plan;
    private final SimService service;
    private final Map<Partition, Long> read = new HashMap<>();
    private final Map<String, List<Sent<Object, Object>>> outputs = new HashMap<>();
    private final Map<String, List<Sent<Object, Object>>> lates = new HashMap<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private @Nullable Fault stopped;
    private int late;

    TestedService(TestPlan plan, SimService service, int partitions) {
        this.plan = plan;
        this.service = service;
        plan.topics().forEach(topic -> service.topic(topic, partitions));
        plan.listeners().forEach(listener -> service.listener(listener, new Watch()));
    }

    /** What a test must know of beside what is written. */
    private final class Watch implements Events {
        @Override
        public void late(int task, String reason) {
            late++;
        }

        @Override
        public void taskFailed(int task, Fault fault) {
            stopped = fault;
        }

        @Override
        public void stopped(Fault fault) {
            stopped = fault;
        }
    }

    SimService service() {
        return service;
    }

    TestPlan plan() {
        return plan;
    }

    /** Why a listener or a task of it does nothing any more; null if all run. */
    @Nullable
    Fault stoppedBy() {
        return stopped;
    }

    /** Tells every partition of a source that nothing earlier will follow. */
    void tell(Source source, Instant time) {
        long ms = time.toEpochMilli();
        if (source.input().repartition()) {
            stamp(source, ms, InputStatus.ACTIVE);
        } else {
            mark(source, TIME_MARK, ByteBuffer.allocate(Long.BYTES).putLong(ms).array());
        }
    }

    void end(Source source) {
        if (source.input().repartition()) {
            stamp(source, Long.MAX_VALUE, InputStatus.ENDED);
        } else {
            mark(source, END_MARK, source.input().name().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** As the one task of whoever writes the re-keyed topic. */
    private void stamp(Source source, long ms, InputStatus status) {
        Stamp stamp = new Stamp("upstream", 1, List.of(new Stamp.TaskStamp(0, ms, status)));
        mark(source, Stamp.HEADER, stamp.encode());
    }

    private void mark(Source source, String header, byte[] value) {
        String topic = source.input().topic();
        Headers headers = Headers.of(List.of(new Header(header, value)));
        for (int partition = 0; partition < service.partitions(topic); partition++) {
            service.append(new OutputRecord(
                    topic, partition, null, null, service.wall().toEpochMilli(), headers));
        }
    }

    /** Takes over what was committed since the last time; tells of each. */
    void collect(Effects effects) {
        plan.sinks()
                .forEach((topic, sink) -> forEachNew(sink.output().topic(), record -> {
                    if (record.key() != null) {
                        Sent<Object, Object> sent = sent(sink, record);
                        outputs.computeIfAbsent(topic, any -> new ArrayList<>()).add(sent);
                        effects.output(topic, sent, record);
                    }
                }));
        for (ListenerPlan listener : plan.listeners()) {
            forEachNew(listener.deadLetters(), record -> {
                DeadLetter letter = letter(listener, record);
                deadLetters.add(letter);
                effects.deadLetter(listener.model().name(), letter, record);
            });
        }
        for (String side : plan.sides()) {
            forEachNew(side, record -> {
                Sent<Object, Object> sent = late(record);
                lates.computeIfAbsent(side, any -> new ArrayList<>()).add(sent);
                effects.late(side, sent, record);
            });
        }
    }

    private void forEachNew(String topic, Consumer<InputRecord> action) {
        for (int number = 0; number < service.partitions(topic); number++) {
            Partition partition = new Partition(topic, number);
            for (InputRecord record : service.committed(partition, read.getOrDefault(partition, 0L))) {
                read.put(partition, record.offset() + 1);
                action.accept(record);
            }
        }
    }

    private static Sent<Object, Object> sent(Sink sink, InputRecord record) {
        MessageSerde keys =
                sink.output().keyed() ? sink.output().key() : sink.listener().keys();
        return sent(keys, sink.output().value(), sink.output().topic(), record);
    }

    private static Sent<Object, Object> sent(MessageSerde keys, MessageSerde values, String topic, InputRecord record) {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        for (Header header : record.headers().all()) {
            byte[] value = header.value();
            if (value != null && !header.name().startsWith(OURS)) {
                headers.put(header.name(), value);
            }
        }
        return new Sent<>(
                readable(keys, topic, record.key(), record.headers()),
                readable(values, topic, record.value(), record.headers()),
                headers,
                Instant.ofEpochMilli(record.timestamp()));
    }

    private Sent<Object, Object> late(InputRecord record) {
        Source source = sourceOf(record);
        return sent(
                source.listener().keys(), source.input().body(), source.input().topic(), record);
    }

    /** A late record does not say which topic it came from, but it is there with the same bytes. */
    private Source sourceOf(InputRecord record) {
        for (Source source : plan.sources()) {
            String topic = source.input().topic();
            for (int number = 0; number < service.partitions(topic); number++) {
                for (InputRecord other : service.committed(new Partition(topic, number), 0)) {
                    if (Arrays.equals(other.key(), record.key()) && Arrays.equals(other.value(), record.value())) {
                        return source;
                    }
                }
            }
        }
        return plan.sources().get(0);
    }

    private DeadLetter letter(ListenerPlan listener, InputRecord record) {
        String handler = String.valueOf(text(record, "millrace.error.handler"));
        String attempts = text(record, "millrace.error.attempts");
        String due = text(record, "millrace.error.due");
        String kind = String.valueOf(text(record, "millrace.error.kind"));
        return new DeadLetter(
                kind,
                String.valueOf(text(record, "millrace.error.reason")),
                handler,
                attempts == null ? 0 : Integer.parseInt(attempts),
                text(record, "millrace.error.class"),
                text(record, "__streams.errors.message"),
                record.key() == null ? null : readable(listener.keys(), handler, record.key(), record.headers()),
                undelivered(listener, kind, handler, record),
                due == null ? null : Instant.ofEpochMilli(Long.parseLong(due)));
    }

    /** What the handler would have been given. */
    private @Nullable Object undelivered(ListenerPlan listener, String kind, String handler, InputRecord record) {
        byte[] value = record.value();
        if (value == null) {
            return null;
        }
        return switch (kind) {
            case "window" -> StateReader.accumulator(listener, handler, value);
            case "timer" -> readable(listener.keys(), handler, value, record.headers());
            default -> readable(plan.source(handler).input().body(), handler, value, record.headers());
        };
    }

    private static @Nullable String text(InputRecord record, String header) {
        byte[] value = record.headers().last(header);
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }

    /** The object behind the bytes; the bytes themselves where there is none. */
    private static Object readable(MessageSerde serde, String topic, byte @Nullable [] bytes, Headers headers) {
        byte[] there = bytes == null ? new byte[0] : bytes;
        try {
            return bytes == null ? there : serde.read(topic, there, headers);
        } catch (RuntimeException unreadable) {
            return there;
        }
    }

    List<Sent<Object, Object>> outputs(String topic) {
        plan.requireSink(topic);
        return List.copyOf(outputs.getOrDefault(topic, List.of()));
    }

    List<Sent<Object, Object>> late(String topic) {
        if (!plan.sides().contains(topic)) {
            throw new IllegalArgumentException(
                    "MR-0906 no listener of this test sends late records to '" + topic + "'; they use " + plan.sides());
        }
        return List.copyOf(lates.getOrDefault(topic, List.of()));
    }

    int lateCount() {
        return late;
    }

    List<DeadLetter> deadLetters() {
        return List.copyOf(deadLetters);
    }
}
