package io.millrace.chaos.feed;

import io.millrace.chaos.problem.Problem;
import io.millrace.chaos.wire.Event.Trouble;
import io.millrace.chaos.wire.Names;
import io.millrace.testkit.check.HistoryWriter;
import io.millrace.testkit.check.Observed.Acked;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The one writer of all inputs: idempotent, at a steady rate, for as long as it takes. What was acknowledged stands in its
 * journal, outside Kafka; what it meant to write are all uids from 0 on. Thread-safe.
 */
public final class Feeder implements AutoCloseable {
    private static final int PATIENCE_MS = 600_000;

    private final KafkaProducer<String, byte[]> producer;
    private final HistoryWriter journal;
    private final Inputs inputs;
    private final long pauseNanos;
    private final Thread thread = new Thread(this::feed, "feeder");
    private final AtomicLong acked = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failed = new AtomicReference<>();
    private volatile boolean feeding = true;
    private volatile Predicate<String> silent = key -> false;
    private long sent;

    public Feeder(String bootstrap, Load load, long seed, HistoryWriter journal) {
        this.journal = journal;
        this.inputs = new Inputs(seed, load);
        this.pauseNanos = 1_000_000_000L / load.recordsPerSecond();
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "client.id",
                        "feeder",
                        "acks",
                        "all",
                        "enable.idempotence",
                        true,
                        "linger.ms",
                        2,
                        "max.block.ms",
                        PATIENCE_MS,
                        "delivery.timeout.ms",
                        PATIENCE_MS,
                        // A broker that is cut in two answers nothing: ask again soon.
                        "request.timeout.ms",
                        5_000),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** Begins. */
    public Feeder start() {
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    private void feed() {
        try {
            long next = System.nanoTime();
            while (feeding) {
                one();
                next = Math.max(next + pauseNanos, System.nanoTime() - pauseNanos);
                LockSupport.parkNanos(next - System.nanoTime());
            }
        } catch (RuntimeException e) {
            failed.compareAndSet(null, e);
        }
    }

    private synchronized void one() {
        ProducerRecord<String, byte[]> record = inputs.next();
        if (!silent.test(record.key())) {
            send(record);
        }
    }

    /** Sends this one too, between others. */
    public synchronized void send(ProducerRecord<String, byte[]> record) {
        sent++;
        long uid = Long.parseLong(
                new String(record.headers().lastHeader(Names.UID_HEADER).value(), StandardCharsets.UTF_8));
        producer.send(record, (at, failure) -> {
            if (failure != null) {
                failed.compareAndSet(null, failure);
            } else {
                String key = record.key() == null ? "" : record.key();
                journal.add(new Acked(at.topic(), at.partition(), at.offset(), uid, key));
                acked.incrementAndGet();
            }
        });
    }

    /** What is sent from now on has this uid or a higher one. */
    public synchronized long nextUid() {
        return inputs.nextUid();
    }

    /** A uid that no other input has. */
    public synchronized long takeUid() {
        long uid = inputs.nextUid();
        inputs.next();
        return uid;
    }

    /** So many of the next events do this to their handler. */
    public synchronized void trouble(Trouble trouble, int times) {
        for (int i = 0; i < times; i++) {
            inputs.trouble(trouble);
        }
    }

    /** So many of the next events cannot be read. */
    public synchronized void unreadable(int times) {
        for (int i = 0; i < times; i++) {
            inputs.unreadable();
        }
    }

    /** Nothing comes of these keys until it is said otherwise. */
    public void silence(Predicate<String> keys) {
        silent = keys;
    }

    /** How many inputs are in the log for certain. */
    public long acked() {
        return acked.get();
    }

    /**
     * Ends, and waits until all that was sent is in the log.
     *
     * @throws Problem if something cannot be written
     */
    public void finish() {
        feeding = false;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        producer.flush();
        Exception failure = failed.get();
        if (failure != null || acked.get() != sent) {
            throw new Problem(
                    Problem.Code.PROCESS,
                    "the feeder could not write all its inputs: " + acked.get() + " of " + sent,
                    failure);
        }
    }

    @Override
    public void close() {
        feeding = false;
        producer.close(java.time.Duration.ZERO);
    }
}
