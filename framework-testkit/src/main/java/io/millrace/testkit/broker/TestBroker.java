package io.millrace.testkit.broker;

import io.millrace.micronaut.Serdes;
import io.millrace.port.Headers;
import io.millrace.spi.TypeRef;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The broker as one test sees it: under the names that the code has for topics, which are topics of this test alone.
 *
 * <p>Keys and values are written and read with the serdes of the application. Used by the test's thread.
 */
public final class TestBroker {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final String END_MARK = "millrace.end";

    private final String bootstrap;
    private final String application;
    private final Set<String> topics;
    private final Serdes serdes;
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    TestBroker(String bootstrap, String application, Set<String> topics, Serdes serdes) {
        this.bootstrap = bootstrap;
        this.application = application;
        this.topics = topics;
        this.serdes = serdes;
    }

    void createTopics(int partitions) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(topics.stream()
                            .map(name -> new NewTopic(topic(name), partitions, (short) 1))
                            .toList())
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot create the topics " + topics, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** For clients of the test's own. */
    public String bootstrapServers() {
        return bootstrap;
    }

    /** What the groups and internal topics of the service begin with in this test. */
    public String application() {
        return application;
    }

    /** The real name of a topic. */
    public String topic(String name) {
        if (!topics.contains(name)) {
            throw new IllegalArgumentException(
                    "MR-0715 no listener of the application reads or writes '" + name + "'; they use " + topics);
        }
        return application + "." + name;
    }

    /** Sends a record and waits until the broker has it. */
    public void send(String topic, @Nullable Object key, @Nullable Object value) {
        append(new ProducerRecord<>(topic(topic), null, null, bytes(topic, key), bytes(topic, value)));
    }

    /** The same with a stamp of its own. */
    public void send(String topic, @Nullable Object key, @Nullable Object value, Instant stamp) {
        append(new ProducerRecord<>(topic(topic), null, stamp.toEpochMilli(), bytes(topic, key), bytes(topic, value)));
    }

    /** Ends an input: nothing more will be sent to it, so that its time goes to its end and event timers fire. */
    public void endInput(String topic) {
        int partitions = producer().partitionsFor(topic(topic)).size();
        for (int partition = 0; partition < partitions; partition++) {
            ProducerRecord<byte[], byte[]> mark = new ProducerRecord<>(topic(topic), partition, null, null);
            mark.headers().add(END_MARK, topic.getBytes(StandardCharsets.UTF_8));
            append(mark);
        }
    }

    /** What is committed in a topic by now; by partition and offset. */
    public <V> List<V> read(String topic, Class<V> type) {
        return read(topic, type, 0);
    }

    /**
     * Waits until so many committed records are in a topic, and returns all that are.
     *
     * @throws AssertionError after 30 s, with what there is
     */
    public <V> List<V> await(String topic, Class<V> type, int count) {
        List<V> found = read(topic, type, count);
        if (found.size() < count) {
            throw new AssertionError("topic '" + topic + "': expected " + count + " records within "
                    + PATIENCE.toSeconds() + " s\n  actual: " + found.size() + " " + found);
        }
        return found;
    }

    private <V> List<V> read(String topic, Class<V> type, int count) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed");
        List<V> found = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic(topic)).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while ((found.size() < count || !atEnd(consumer, partitions)) && System.nanoTime() < deadline) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (record.value() != null) {
                        found.add(type.cast(serdes.of(TypeRef.of(type)).read(topic, record.value(), Headers.NONE)));
                    }
                }
            }
        }
        return found;
    }

    private static boolean atEnd(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        return consumer.endOffsets(partitions).entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private byte @Nullable [] bytes(String topic, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        return value instanceof byte[] raw
                ? raw
                : serdes.of(TypeRef.of(value.getClass())).write(topic, value);
    }

    private void append(ProducerRecord<byte[], byte[]> record) {
        try {
            producer().send(record).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot send to " + record.topic(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        KafkaProducer<byte[], byte[]> open = producer;
        if (open == null) {
            open = new KafkaProducer<>(
                    Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
                    new ByteArraySerializer(),
                    new ByteArraySerializer());
            producer = open;
        }
        return open;
    }

    void close() {
        KafkaProducer<byte[], byte[]> open = producer;
        if (open != null) {
            open.close();
        }
    }
}
