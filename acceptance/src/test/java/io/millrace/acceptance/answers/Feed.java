package io.millrace.acceptance.answers;

import io.millrace.acceptance.Cluster;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Topics with series in them, each written once however often it is read. For any thread. */
final class Feed implements AutoCloseable {
    private final Cluster cluster;
    private final KafkaProducer<String, String> producer;
    private final Map<Contents, String> topics = new HashMap<>();

    private final AtomicReference<@Nullable Exception> failed = new AtomicReference<>();

    /** What a topic holds; marks of the end name the input that they end. */
    private record Contents(String input, List<Series> series) {}

    /**
     * Where a series goes.
     *
     * @param input how the listener calls the topic
     */
    record Place(String topic, int partition, String input) {}

    Feed(Cluster cluster) {
        this.cluster = cluster;
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.bootstrap(), "linger.ms", 20),
                new StringSerializer(),
                new StringSerializer());
    }

    /**
     * A topic with a partition for each series, in the order of its file, with its mark and its end.
     *
     * @param input how its readers call it
     */
    synchronized String topic(String input, List<Series> series) throws Exception {
        Contents contents = new Contents(input, List.copyOf(series));
        String known = topics.get(contents);
        if (known != null) {
            return known;
        }
        String topic = input + "-" + topics.size();
        cluster.topics(series.size(), topic);
        for (int partition = 0; partition < series.size(); partition++) {
            Place place = new Place(topic, partition, input);
            send(place, series.get(partition), series.get(partition).entries());
            end(place, series.get(partition));
        }
        topics.put(contents, topic);
        return topic;
    }

    /** A part of a series, acknowledged. */
    void send(Place place, Series series, List<Series.Entry> part) {
        part.forEach(entry -> send(place, series.recordKey(entry.key()), entry.observation()));
        flush();
    }

    /** Its mark, and that nothing will follow. */
    void end(Place place, Series series) {
        send(place, series.markKey(), series.mark());
        ProducerRecord<String, String> end = new ProducerRecord<>(place.topic(), place.partition(), null, null);
        end.headers().add("millrace.end", place.input().getBytes(StandardCharsets.UTF_8));
        send(end);
        flush();
    }

    private void send(Place place, String key, Observation observation) {
        String json = "{\"at\":" + observation.at() + ",\"amount\":" + observation.amount() + "}";
        send(new ProducerRecord<>(place.topic(), place.partition(), key, json));
    }

    private void send(ProducerRecord<String, String> record) {
        producer.send(record, (sent, error) -> {
            if (error != null) {
                failed.compareAndSet(null, error);
            }
        });
    }

    private void flush() {
        producer.flush();
        Exception failure = failed.get();
        if (failure != null) {
            throw new IllegalStateException("not all was sent", failure);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
