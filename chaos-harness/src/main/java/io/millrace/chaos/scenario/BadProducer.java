package io.millrace.chaos.scenario;

import io.millrace.chaos.feed.Inputs;
import io.millrace.chaos.trial.Trial;
import io.millrace.chaos.trial.Trial.Mark;
import io.millrace.chaos.wire.Event;
import io.millrace.chaos.wire.Names;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Row 23: producers that abort, send twice, send tombstones, no keys, or very large headers. */
final class BadProducer extends Scenario {
    private static final int ROUND_SECONDS = 15;
    private static final int FLOW = 400;
    private static final int ABORTED = 12;
    private static final int HEADER_BYTES = 900_000;

    BadProducer() {
        super(new Row(
                23,
                "bad-producer",
                "aborted input transactions, duplicates, tombstones, null keys, 0.9 MB headers",
                "aborted input is never seen; null keys and tombstones follow the declared policy (dead letter)",
                70));
    }

    @Override
    public void inject(Trial trial) {
        for (int round = 0; round < trial.rounds(ROUND_SECONDS); round++) {
            Mark bad = trial.fault("misbehaving producers", Trial.allTasks(), () -> {
                aborted(trial);
                twice(trial);
                odd(trial, "odd-" + trial.feeder().nextUid(), false);
                odd(trial, null, true);
                largeHeader(trial);
            });
            trial.recovered(bad, PATIENCE);
            trial.recovered(Names.ORDERED, bad, PATIENCE);
            trial.flow(FLOW);
        }
    }

    private static ProducerRecord<String, byte[]> event(Trial trial, String topic) {
        long uid = trial.feeder().takeUid();
        long at = 1_767_225_600_000L + uid * 10;
        return Inputs.record(topic, "odd-" + uid, new Event(uid, 1, 1, at, "g" + uid % 4, Event.Trouble.NONE), false);
    }

    private static void aborted(Trial trial) {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", trial.brokers().bootstrap(), "transactional.id", "aborting"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            for (int i = 0; i < ABORTED; i++) {
                producer.send(event(trial, i % 2 == 0 ? Names.EVENTS : Names.CLICKS));
            }
            producer.flush();
            producer.abortTransaction();
        }
    }

    /** Nobody can tell a record that was sent twice from two records: both count. */
    private static void twice(Trial trial) {
        ProducerRecord<String, byte[]> record = event(trial, Names.CLICKS);
        trial.feeder().send(record);
        ProducerRecord<String, byte[]> again =
                new ProducerRecord<>(record.topic(), null, record.key(), record.value(), record.headers());
        again.headers().add(Names.AGAIN_HEADER, "true".getBytes(StandardCharsets.UTF_8));
        trial.feeder().send(again);
    }

    private static void odd(Trial trial, String key, boolean body) {
        ProducerRecord<String, byte[]> like = event(trial, Names.EVENTS);
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(like.topic(), null, key, body ? like.value() : null, like.headers());
        record.headers().add(Names.POISON_HEADER, "true".getBytes(StandardCharsets.UTF_8));
        trial.feeder().send(record);
    }

    private static void largeHeader(Trial trial) {
        ProducerRecord<String, byte[]> record = event(trial, Names.EVENTS);
        record.headers().add("large", new byte[HEADER_BYTES]);
        trial.feeder().send(record);
    }
}
