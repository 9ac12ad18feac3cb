package io.millrace.chaos.feed;

import io.millrace.chaos.wire.Linked;
import io.millrace.chaos.wire.Names;
import io.millrace.chaos.wire.Tallied;
import io.millrace.testkit.check.HistoryWriter;
import io.millrace.testkit.check.Observed.Seen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads what is committed while faults are injected, and notes what it saw and when. Thread-safe. */
public final class OutputReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);

    private final KafkaConsumer<String, String> consumer;
    private final HistoryWriter journal;
    private final Thread thread = new Thread(this::read, "reader");
    private final List<Saw> saw = new ArrayList<>();
    private volatile boolean reading = true;

    /** An output of a task, and when it could be read. */
    private record Saw(String listener, int task, long uid, long nanos) {}

    public OutputReader(String bootstrap, int partitions, HistoryWriter journal) {
        this.journal = journal;
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "isolation.level",
                        "read_committed",
                        "auto.offset.reset",
                        "earliest",
                        "enable.auto.commit",
                        false,
                        "fetch.max.wait.ms",
                        50,
                        "request.timeout.ms",
                        5_000),
                new StringDeserializer(),
                new StringDeserializer());
        List<TopicPartition> all = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            all.add(new TopicPartition(Names.TALLIES, partition));
            all.add(new TopicPartition(Names.LINKS, partition));
        }
        consumer.assign(all);
        consumer.seekToBeginning(all);
    }

    public OutputReader start() {
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    private void read() {
        try {
            while (reading) {
                consumer.poll(POLL).forEach(this::note);
            }
        } catch (WakeupException closed) {
            // As asked for.
        }
    }

    private void note(ConsumerRecord<String, String> record) {
        long now = System.nanoTime();
        boolean tally = record.topic().equals(Names.TALLIES);
        Tallied tallied = tally ? Tallied.of(record.value()) : null;
        Linked linked = tally ? null : Linked.of(record.value());
        long uid = tallied != null ? tallied.uid() : linked.uid();
        journal.add(new Seen(
                record.topic(),
                record.partition(),
                record.offset(),
                uid,
                record.key(),
                tallied != null ? tallied.n() : linked.n(),
                tallied != null ? tallied.chain() : linked.chain()));
        synchronized (saw) {
            if (tallied != null) {
                saw.add(new Saw(Names.TALLY, tallied.partition(), uid, now));
            } else if (!linked.timer()) {
                saw.add(new Saw(Names.ORDERED, linked.partition(), uid, now));
            }
            saw.notifyAll();
        }
    }

    public int count() {
        synchronized (saw) {
            return saw.size();
        }
    }

    /**
     * When each of these tasks had given an output to an input with that uid or a higher one.
     *
     * @return nanoseconds as of {@link System#nanoTime}, by task; no entry for those that have given none
     */
    public Map<Integer, Long> firstOutputs(String listener, Set<Integer> tasks, long uid) {
        Map<Integer, Long> first = new HashMap<>();
        synchronized (saw) {
            for (Saw each : saw) {
                if (each.uid() >= uid && each.listener().equals(listener) && tasks.contains(each.task())) {
                    first.putIfAbsent(each.task(), each.nanos());
                }
            }
        }
        return first;
    }

    @Override
    public void close() {
        reading = false;
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        consumer.close();
    }
}
