package io.millrace.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.jspecify.annotations.Nullable;

/**
 * The answers to one transaction's sends: the first failure, and by task the last changelog offset. One callback object
 * serves all sends of a task. Written by the producer's thread (or the worker's, if a send fails at once); the worker
 * reads after a flush, which orders the two.
 */
final class Sends implements Callback {
    volatile @Nullable Exception failed;

    private final Map<Integer, OfTask> tasks = new HashMap<>();

    @Override
    public void onCompletion(RecordMetadata metadata, @Nullable Exception exception) {
        if (exception != null && failed == null) {
            failed = exception;
        }
    }

    Callback ofTask(int task) {
        OfTask known = tasks.get(task);
        if (known == null) {
            known = new OfTask();
            tasks.put(task, known);
        }
        return known;
    }

    /** One beyond the task's last changelog record; -1 if there was none. */
    long position(int task) {
        OfTask known = tasks.get(task);
        return known == null ? -1 : known.next;
    }

    private final class OfTask implements Callback {
        private volatile long next = -1;

        @Override
        public void onCompletion(RecordMetadata metadata, @Nullable Exception exception) {
            if (exception != null) {
                Sends.this.onCompletion(metadata, exception);
            } else if (metadata.hasOffset()) {
                next = metadata.offset() + 1;
            } else {
                // A duplicate so old that the broker no longer knows where it lies: without the position nothing may
                // be committed.
                Sends.this.onCompletion(metadata, new OutOfOrderSequenceException("a changelog record without offset"));
            }
        }
    }
}
