package io.millrace.acceptance;

import io.millrace.dev.DevBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
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
public final class Cluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final DevBroker broker;

    public Cluster() {
        this(DevBroker.Options.temporary());
    }

    public Cluster(DevBroker.Options options) {
        broker = DevBroker.start(options);
    }

    public String bootstrap() {
        return broker.bootstrapServers();
    }

    public void topics(String... names) throws Exception {
        topics(1, names);
    }

    /**
     * Returns when the new topics' leaders answer. Before, one may refuse the first batch of a producer and take its second,
     * after which the first is out of order for as long as it is tried.
     */
    public void topics(int partitions, String... names) throws Exception {
        List<NewTopic> topics = new ArrayList<>();
        List<TopicPartition> all = new ArrayList<>();
        for (String name : names) {
            topics.add(new NewTopic(name, partitions, (short) 1));
            for (int partition = 0; partition < partitions; partition++) {
                all.add(new TopicPartition(name, partition));
            }
        }
        admin(admin -> admin.createTopics(topics).all());
        try (KafkaConsumer<String, String> consumer = consumer(bootstrap())) {
            consumer.endOffsets(all);
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
    public List<ConsumerRecord<String, String>> read(String topic, int count) {
        return read(topic, count, record -> true);
    }

    /** The same where only some records count. */
    public List<ConsumerRecord<String, String>> read(
            String topic, int count, Predicate<ConsumerRecord<String, String>> counts) {
        return read(bootstrap(), topic, count, counts);
    }

    /** The same on any broker. */
    static List<ConsumerRecord<String, String>> read(
            String bootstrap, String topic, int count, Predicate<ConsumerRecord<String, String>> counts) {
        List<ConsumerRecord<String, String>> all = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = consumer(bootstrap)) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            int counted = 0;
            while (System.nanoTime() < deadline
                    && (counted < count
                            || consumer.position(partition)
                                    < consumer.endOffsets(List.of(partition)).get(partition))) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
                    all.add(record);
                    counted += counts.test(record) ? 1 : 0;
                }
            }
        }
        return all;
    }

    private static KafkaConsumer<String, String> consumer(String bootstrap) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrap,
                "isolation.level",
                "read_committed",
                "group.id",
                "" + UUID.randomUUID());
        return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    }

    public List<String> values(String topic, int count) {
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
