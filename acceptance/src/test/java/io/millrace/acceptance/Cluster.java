package io.millrace.acceptance;

import io.millrace.dev.DevBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A real broker, and what a test says to it and sees of it. */
final class Cluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final DevBroker broker;

    Cluster() {
        this(DevBroker.Options.temporary());
    }

    Cluster(DevBroker.Options options) {
        broker = DevBroker.start(options);
    }

    String bootstrap() {
        return broker.bootstrapServers();
    }

    void topics(String... names) throws Exception {
        topics(1, names);
    }

    void topics(int partitions, String... names) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
            List<NewTopic> topics = new ArrayList<>();
            for (String name : names) {
                topics.add(new NewTopic(name, partitions, (short) 1));
            }
            admin.createTopics(topics).all().get();
        }
    }

    /** Asks something of the broker and waits for the answer. */
    void admin(Function<Admin, KafkaFuture<?>> request) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
            request.apply(admin).get();
        }
    }

    /** Sends all values in one batch, so that one poll brings them together. */
    void send(String topic, String key, String... values) {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap(), "linger.ms", 200);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (String value : values) {
                producer.send(new ProducerRecord<>(topic, key, value));
            }
        }
    }

    /** Sends a record past the partitioner. */
    void sendTo(String topic, int partition, String key, String value) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap()), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, partition, key, value));
        }
    }

    /** Waits for that many committed records, and then until the log's end to see that there are no more. */
    List<ConsumerRecord<String, String>> read(String topic, int count) {
        return read(bootstrap(), topic, count);
    }

    /** The same on any broker. */
    static List<ConsumerRecord<String, String>> read(String bootstrap, String topic, int count) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrap,
                "isolation.level",
                "read_committed",
                "group.id",
                "" + UUID.randomUUID());
        List<ConsumerRecord<String, String>> all = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < deadline
                    && (all.size() < count
                            || consumer.position(partition)
                                    < consumer.endOffsets(List.of(partition)).get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
            }
        }
        return all;
    }

    List<String> values(String topic, int count) {
        return read(topic, count).stream().map(ConsumerRecord::value).toList();
    }

    /** Stands still, as a machine does that is out of memory: connections stay, nothing answers. */
    void halt() throws Exception {
        signal("STOP");
    }

    void goOn() throws Exception {
        signal("CONT");
    }

    private void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(broker.pid()))
                .start()
                .waitFor();
    }

    /** Throws all members out of a group: they lose what they have. */
    void expelAll(String group) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
            admin.removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
                    .all()
                    .get();
        }
    }

    void kill() {
        broker.kill();
    }

    void restart() {
        broker.restart();
    }

    long committed(String group, String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
            OffsetAndMetadata offset = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(new TopicPartition(topic, 0));
            return offset == null ? -1 : offset.offset();
        }
    }

    @Override
    public void close() {
        broker.close();
    }
}
