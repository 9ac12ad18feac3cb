package io.millrace.testkit;

import io.millrace.engine.ListenerPlan;
import io.millrace.engine.StateReader;
import io.millrace.engine.StateReader.Stored;
import io.millrace.port.Headers;
import io.millrace.port.InputRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What can be seen of a service after a step: what the step has added to topics, key by key, and all state, timers and
 * windows. Between two keys there is no order that could be compared.
 */
final class Observed implements Effects {
    private static final String TIMER = "timer:";

    private final Map<String, Fact> facts = new LinkedHashMap<>();

    /** Something that is the same if its bytes are, or what they mean. */
    private static final class Fact {
        private final List<ByteBuffer> bytes = new ArrayList<>();
        private final List<Supplier<Object>> values = new ArrayList<>();
        private final List<Object> exact = new ArrayList<>();

        void add(byte @Nullable [] content, Supplier<Object> value, Object... beside) {
            bytes.add(ByteBuffer.wrap(content == null ? new byte[0] : content));
            values.add(value);
            exact.add(List.of(beside));
        }

        boolean same(Fact other) {
            // Equal objects may have other bytes: that of a set depends on how it was made.
            return exact.equals(other.exact)
                    && (bytes.equals(other.bytes) || plain(decoded()).equals(plain(other.decoded())));
        }

        private List<Object> decoded() {
            return values.stream().map(Supplier::get).toList();
        }

        private static List<Object> plain(List<Object> values) {
            return values.stream()
                    .<Object>map(value -> value instanceof byte[] raw ? ByteBuffer.wrap(raw) : value)
                    .toList();
        }

        /** Values alone, unless these are not what differs. */
        String shown(boolean all) {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < values.size(); i++) {
                texts.add(Steps.shown(values.get(i).get()) + (all ? " " + exact.get(i) : ""));
            }
            return texts.size() == 1 && !all ? texts.get(0) : texts.toString();
        }
    }

    /**
     * Two observations that should be the same and are not.
     *
     * @param what is seen, such as {@code state 'score' of alice}
     */
    record Difference(String what, String expected, String actual) {}

    /** Where the other one differs first; null: nowhere. */
    @Nullable
    Difference difference(Observed other) {
        Set<String> all = new LinkedHashSet<>(facts.keySet());
        all.addAll(other.facts.keySet());
        for (String what : all) {
            Fact here = facts.get(what);
            Fact there = other.facts.get(what);
            if (here == null || there == null || !here.same(there)) {
                String expected = shown(here, false);
                String actual = shown(there, false);
                boolean alike = Objects.equals(expected, actual);
                return new Difference(what, shown(here, alike), shown(there, alike));
            }
        }
        return null;
    }

    private static String shown(@Nullable Fact fact, boolean all) {
        return fact == null ? "none" : fact.shown(all);
    }

    private Fact fact(String what) {
        return facts.computeIfAbsent(what, any -> new Fact());
    }

    @Override
    public void output(String topic, Sent<Object, Object> sent, InputRecord record) {
        fact("output of '" + topic + "' for " + Steps.shown(sent.key()))
                .add(record.value(), sent::value, sent.at(), headers(sent));
    }

    private static Map<String, String> headers(Sent<?, ?> sent) {
        Map<String, String> headers = new LinkedHashMap<>();
        sent.headers().forEach((name, bytes) -> headers.put(name, HexFormat.of().formatHex(bytes)));
        return headers;
    }

    /** But for the message of the error, which may well tell the time. */
    @Override
    public void deadLetter(String listener, DeadLetter letter, InputRecord record) {
        fact("dead letters of " + listener + " for " + Steps.shown(letter.key()))
                .add(
                        record.value(),
                        () -> letter,
                        letter.kind(),
                        letter.reason(),
                        letter.handler(),
                        letter.attempts(),
                        String.valueOf(letter.error()),
                        String.valueOf(letter.due()));
    }

    @Override
    public void late(String topic, Sent<Object, Object> sent, InputRecord record) {
        fact("late records of '" + topic + "' for " + Steps.shown(sent.key()))
                .add(record.value(), sent::value, sent.at());
    }

    /** The service does nothing any more. */
    void stopped(String why) {
        fact("the service stopped").add(null, () -> why);
    }

    /** Adds what a listener's task has stored. */
    void stored(ListenerPlan listener, StateReader task) {
        for (Stored entry : task.entries()) {
            String name = entry.spec().name();
            Object key = listener.keys().read(listener.changelog(), entry.key(), Headers.NONE);
            String place = entry.entryKey().length == 0 ? "" : ", entry " + text(entry.entryKey());
            if (name.startsWith(TIMER)) {
                fact("timer '" + name.substring(TIMER.length()) + "' of " + Steps.shown(key) + place)
                        .add(entry.bytes(), () -> Instant.ofEpochMilli((Long) entry.value()));
            } else {
                fact("state '" + name + "' of " + Steps.shown(key) + place).add(entry.bytes(), entry::value);
            }
        }
    }

    /** As text where it is nothing else. */
    private static String text(byte[] bytes) {
        boolean printable = true;
        for (byte each : bytes) {
            printable &= each >= ' ' && each <= '~';
        }
        return printable
                ? new String(bytes, StandardCharsets.US_ASCII)
                : HexFormat.of().formatHex(bytes);
    }
}
