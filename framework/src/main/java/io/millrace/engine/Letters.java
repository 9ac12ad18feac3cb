package io.millrace.engine;

import io.millrace.api.WindowSpan;
import io.millrace.port.Headers;
import io.millrace.port.Headers.Header;
import io.millrace.port.InputRecord;
import io.millrace.port.OutputRecord;
import io.millrace.windowing.watermark.Stamp;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes dead letters and late records: key, value and headers as they came, and headers that tell why. */
final class Letters {
    /** Stack traces and messages are cut to so many characters. */
    private static final int TEXT_CHARS_MAX = 8 * 1024;

    private final ListenerPlan plan;
    private final int task;

    Letters(ListenerPlan plan, int task) {
        this.plan = plan;
        this.task = task;
    }

    /** A record that cannot be handled. */
    OutputRecord record(InputPlan input, InputRecord record, String reason, @Nullable Throwable error, int attempts) {
        List<Header> headers = new ArrayList<>();
        describe(headers, "record", reason, error, attempts);
        headers.add(text("__streams.errors.topic", input.topic()));
        headers.add(text("__streams.errors.partition", Integer.toString(task)));
        headers.add(text("__streams.errors.offset", Long.toString(record.offset())));
        headers.add(text("millrace.error.handler", input.name()));
        return fitting(plan.deadLetters(), record, headers, plan.settings().recordBytesMax());
    }

    /**
     * A letter that its topic refused would come back with every attempt: of what the record brought, its value is
     * left out, then its headers, until it fits; its key if it does not fit alone. Where it came from is always told.
     */
    static OutputRecord fitting(String topic, InputRecord record, List<Header> reasons, int bytesMax) {
        List<Header> own = own(record);
        byte[] key = record.key();
        byte[] value = record.value();
        List<String> cut = new ArrayList<>();
        int room = bytesMax - size(reasons);
        boolean keyFits = size(key) <= room;
        int kept = keyFits ? size(key) : 0;
        if (value != null && kept + value.length + size(own) > room) {
            cut.add("value");
            value = null;
        }
        if (kept + size(value) + size(own) > room) {
            cut.add("headers");
            own = List.of();
        }
        if (!keyFits) {
            cut.add("key");
            key = null;
        }
        List<Header> headers = new ArrayList<>(own);
        headers.addAll(reasons);
        if (!cut.isEmpty()) {
            headers.add(text("millrace.error.truncated", String.join(",", cut)));
        }
        return letter(topic, key, value, record.timestamp(), headers);
    }

    /** Without the stamp that it carried: sent to its topic once more, a record must not tell a time of long ago. */
    private static List<Header> own(InputRecord record) {
        List<Header> own = new ArrayList<>(record.headers().all());
        if (record.key() != null) {
            own.removeIf(header -> header.name().equals(Stamp.HEADER));
        }
        return own;
    }

    /** A timer whose handler failed; firing it again needs its key, name and due time. */
    OutputRecord timer(String name, byte[] key, byte[] id, long due, Throwable error, int attempts) {
        List<Header> headers = new ArrayList<>();
        describe(headers, "timer", "failed", error, attempts);
        headers.add(text("millrace.error.handler", name));
        headers.add(text("millrace.error.due", Long.toString(due)));
        headers.add(new Header("millrace.error.id", id));
        return letter(plan.deadLetters(), key, null, Math.max(0, due), headers);
    }

    /** A record that came too late for its listener's order. */
    OutputRecord late(String topic, InputRecord record, String reason) {
        List<Header> headers = own(record);
        headers.add(text("millrace.late.reason", reason));
        return letter(topic, record.key(), record.value(), record.timestamp(), headers);
    }

    /** A record that came too late for a window. */
    OutputRecord late(String topic, InputRecord record, String reason, String window) {
        List<Header> headers = own(record);
        headers.add(text("millrace.late.reason", reason));
        headers.add(text("millrace.late.window", window));
        return letter(topic, record.key(), record.value(), record.timestamp(), headers);
    }

    /** A window's result that its handler did not take; the value is the accumulator's bytes. */
    OutputRecord window(TaskWindows.Lost lost, byte[] key, long due, Throwable error, int attempts) {
        List<Header> headers = new ArrayList<>();
        describe(headers, "window", "failed", error, attempts);
        headers.add(text("millrace.error.handler", lost.window()));
        headers.add(text("millrace.error.due", Long.toString(due)));
        WindowSpan span = lost.span();
        if (span != null) {
            headers.add(text("millrace.error.window.start", Long.toString(span.start())));
            headers.add(text("millrace.error.window.end", Long.toString(span.end())));
            headers.add(text("millrace.error.window.firing", span.firing().name()));
            headers.add(text("millrace.error.window.index", Integer.toString(span.index())));
        }
        byte[] value = lost.accumulator();
        if (size(key) + size(value) > plan.settings().recordBytesMax()) {
            headers.add(text("millrace.error.truncated", "value"));
            value = null;
        }
        return letter(plan.deadLetters(), key, value, Math.max(0, lost.time()), headers);
    }

    private void describe(List<Header> headers, String kind, String reason, @Nullable Throwable error, int attempts) {
        headers.add(text("millrace.error.kind", kind));
        headers.add(text("millrace.error.reason", reason));
        headers.add(text("millrace.error.listener", plan.model().name()));
        headers.add(text("millrace.error.attempts", Integer.toString(attempts)));
        if (error != null) {
            headers.add(text("millrace.error.class", error.getClass().getName()));
            headers.add(text("__streams.errors.exception", error.getClass().getName()));
            headers.add(text("__streams.errors.message", String.valueOf(error.getMessage())));
            headers.add(text("__streams.errors.stacktrace", stackTrace(error)));
        }
    }

    private static OutputRecord letter(
            String topic, byte @Nullable [] key, byte @Nullable [] value, long timestamp, List<Header> headers) {
        // A record without timestamp cannot be sent on without one, and as one of 1970 it would soon be deleted.
        long sent = timestamp < 0 ? OutputRecord.NOW : timestamp;
        return new OutputRecord(topic, OutputRecord.BY_KEY, key, value, sent, Headers.of(headers));
    }

    private static int size(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static int size(List<Header> headers) {
        return headers.stream()
                .mapToInt(header -> header.name().length() + size(header.value()))
                .sum();
    }

    private static String stackTrace(Throwable error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static Header text(String name, String value) {
        String cut = value.length() > TEXT_CHARS_MAX ? value.substring(0, TEXT_CHARS_MAX) : value;
        return new Header(name, cut.getBytes(StandardCharsets.UTF_8));
    }
}
