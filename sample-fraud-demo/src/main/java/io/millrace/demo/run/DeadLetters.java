package io.millrace.demo.run;

import io.millrace.demo.report.RunFacts.Letters;
import io.millrace.demo.wire.Messages;
import io.millrace.demo.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What must end as a dead letter, and what did: each bad record once, and nothing else. Thread-safe. */
final class DeadLetters {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Set<String> expected = new HashSet<>();

    /** These records were fed, and cannot be handled. */
    synchronized void expect(List<ProducerRecord<byte[], byte[]>> bad) {
        bad.forEach(record -> expected.add(Messages.unwritable(record.headers()).orElseThrow()));
    }

    /** Reads the service's dead letters to their end. */
    synchronized Letters count(String bootstrapServers) {
        long returned = 0;
        long others = 0;
        Set<String> missing = new HashSet<>(expected);
        for (ConsumerRecord<byte[], byte[]> letter : all(bootstrapServers)) {
            if (Messages.unwritable(letter.headers()).filter(missing::remove).isPresent()) {
                returned++;
            } else {
                others++;
            }
        }
        return new Letters(expected.size(), returned, others);
    }

    private static List<ConsumerRecord<byte[], byte[]>> all(String bootstrapServers) {
        List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "isolation.level",
                        "read_committed",
                        "auto.offset.reset",
                        "earliest",
                        "allow.auto.create.topics",
                        false,
                        "enable.auto.commit",
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            Set<String> known = consumer.listTopics().keySet();
            List<TopicPartition> partitions = Topics.DEAD_LETTERS.stream()
                    .filter(known::contains)
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(at -> consumer.position(at) < ends.get(at))) {
                consumer.poll(POLL).forEach(letters::add);
            }
        }
        return letters;
    }
}
