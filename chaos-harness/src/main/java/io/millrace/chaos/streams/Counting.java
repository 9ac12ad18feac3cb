package io.millrace.chaos.streams;

import io.millrace.chaos.wire.Event;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;

/** A listener of the workload as a processor: reads a key's state, changes it, tells it. The store is called as it is. */
abstract class Counting extends ContextualProcessor<String, Event, String, Told> {
    private final String listener;
    private final Running running;
    private KeyValueStore<String, Count> store;

    Counting(String listener, Running running) {
        this.listener = listener;
        this.running = running;
    }

    /** The state behind a record. */
    abstract Count next(Count before, Event event, RecordMetadata at);

    /** What is said about it. */
    abstract String text(Count count, Event event, RecordMetadata at);

    @Override
    public void init(ProcessorContext<String, Told> context) {
        super.init(context);
        store = context.getStateStore(listener);
        running.begins(listener, context.taskId().partition());
    }

    @Override
    public void process(Record<String, Event> record) {
        RecordMetadata at = context().recordMetadata().orElseThrow();
        Count count = next(Objects.requireNonNullElse(store.get(record.key()), Count.ZERO), record.value(), at);
        store.put(record.key(), count);
        context().forward(record.withValue(new Told(record.value(), text(count, record.value(), at))));
    }

    @Override
    public void close() {
        running.ends(listener, context().taskId().partition());
    }
}
