package io.millrace.engine;

import io.millrace.api.KeyedOut;
import io.millrace.api.Out;
import io.millrace.port.Headers;
import io.millrace.port.OutputRecord;
import io.millrace.windowing.order.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An output handle: serialises at once, so that what cannot be written fails in its own record. */
final class TopicOut<K, V> implements Out<V>, KeyedOut<K, V> {
    private final OutputPlan plan;
    private final CallContext call;
    private final Outbox outbox;
    private final int recordBytesMax;

    TopicOut(OutputPlan plan, CallContext call, Outbox outbox, int recordBytesMax) {
        this.plan = plan;
        this.call = call;
        this.outbox = outbox;
        this.recordBytesMax = recordBytesMax;
    }

    @Override
    public void send(V value) {
        send(value, Map.of());
    }

    @Override
    public void send(V value, Map<String, byte[]> headers) {
        call.require();
        emit(call.keyBytes(), value, headers);
    }

    @Override
    public void send(K key, V value) {
        send(key, value, Map.of());
    }

    @Override
    public void send(K key, V value, Map<String, byte[]> headers) {
        call.require();
        emit(plan.key().write(plan.topic(), key), value, headers);
    }

    private void emit(byte[] key, @Nullable V value, Map<String, byte[]> headers) {
        if (value == null) {
            throw new IllegalArgumentException("MR-0609: null cannot be sent to " + plan.topic() + "; send a value");
        }
        byte[] bytes = plan.value().write(plan.topic(), value);
        if (key.length + bytes.length > recordBytesMax) {
            throw new IllegalArgumentException("MR-0602: a record of " + (key.length + bytes.length) + " bytes for "
                    + plan.topic() + " is above the limit of " + recordBytesMax
                    + "; send less, or raise millrace.defaults.record-bytes-max and the broker's limits");
        }
        // A timer may be set for a time before 1970; a record of that time cannot be.
        long time = Math.max(0, call.eventTime());
        outbox.add(new OutputRecord(plan.topic(), OutputRecord.BY_KEY, key, bytes, time, headers(headers)));
    }

    @Override
    public String toString() {
        return (plan.keyed() ? "KeyedOut[" : "Out[") + plan.topic() + "]";
    }

    private Headers headers(Map<String, byte[]> given) {
        if (given.isEmpty() && !plan.repartition()) {
            return Headers.NONE;
        }
        List<Headers.Header> all = new ArrayList<>(given.size() + 1);
        given.forEach((name, value) -> {
            if (name.startsWith("millrace.")) {
                throw new IllegalArgumentException("MR-0605: header names beginning with millrace. are reserved");
            }
            all.add(new Headers.Header(name, value));
        });
        if (plan.repartition()) {
            all.add(new Headers.Header(Origin.HEADER, call.nextOrigin().encode()));
        }
        return Headers.of(all);
    }
}
