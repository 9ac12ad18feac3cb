package io.millrace.demo.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.demo.input.ModelFile;
import io.millrace.demo.truth.AlertRule;
import io.millrace.demo.truth.Feature;
import io.millrace.demo.truth.Features;
import io.millrace.demo.truth.LogisticModel;
import io.millrace.demo.truth.Reference;
import io.millrace.demo.truth.Transaction;
import io.millrace.demo.wire.Answers;
import io.millrace.demo.wire.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Speaks the service's side of the contract well enough to test the driver with, and does nothing the service's way:
 * replica-1 does all the work, keeps everything on the heap and starts over from offset 0 after each kill, leaving
 * out what it finds answered. On request it cheats, so that the driver can be seen to notice.
 */
class StandIn {
    /** Every 1,000th transaction has its features twice. */
    static final class Doubling {
        public static void main(String[] args) throws IOException {
            new StandIn(id -> id % 1_000 == 7 ? 2 : 1).run();
        }
    }

    /** Ends by itself on the way. */
    static final class Crashing {
        public static void main(String[] args) throws IOException {
            new StandIn(id -> {
                        if (id == 1_500) {
                            throw new IllegalStateException("crashing as asked");
                        }
                        return 1;
                    })
                    .run();
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BATCH = 500;
    private static final int PARTITIONS_MAX = 64;

    private interface Copies {
        int of(long id);
    }

    private record Event(ConsumerRecord<byte[], byte[]> record, TopicPartition partition) {
        boolean end() {
            return record.value() == null;
        }

        boolean label() {
            return partition.topic().equals(Topics.LABELS);
        }
    }

    private final Copies copies;
    private final String servers = System.getenv(Broker.VARIABLE);
    private final String instance = System.getProperty("millrace.instance");
    private final LogisticModel model = ModelFile.read(Path.of(System.getProperty("fraud.model")));
    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", servers, "transactional.id", "fraud-stand-in-" + instance),
            new StringSerializer(),
            new ByteArraySerializer());
    private final Map<TopicPartition, Deque<Event>> waiting = new HashMap<>();
    private final Set<TopicPartition> ended = new HashSet<>();
    private final Map<TopicPartition, OffsetAndMetadata> released =
            new TreeMap<>(Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition));
    private final Reference spend = new Reference();
    private boolean committed;
    private final Map<Integer, List<long[]>> labels = new HashMap<>();

    private final ConsumerGroupMetadata spendGroup = group(Topics.SPEND_GROUP);
    private final ConsumerGroupMetadata riskGroup = group(Topics.RISK_GROUP);

    StandIn(Copies copies) {
        this.copies = copies;
    }

    public static void main(String[] args) throws IOException {
        new StandIn(id -> 1).run();
    }

    void run() throws IOException {
        if (!"replica-1".equals(instance)) {
            say("running", "spend", "[]");
            while (System.in.read() >= 0) {
                continue;
            }
            return;
        }
        producer.initTransactions();
        Set<Long> answered = answered();
        System.out.println("millrace.event {\"event\":\"restored\",\"listener\":\"spend\",\"task\":0,\"records\":"
                + answered.size() + "}");
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(Topics.INPUTS)) {
            String tasks = consumer.partitionsFor(Topics.LABELS).stream()
                    .map(partition -> Integer.toString(partition.partition()))
                    .collect(Collectors.joining(",", "[", "]"));
            say("running", "spend", tasks);
            say("running", "risk", tasks);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> moved("released", "committedAt")));
            while (true) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                    waiting.get(partition).add(new Event(record, partition));
                });
                while (release(answered)) {
                    commit();
                }
            }
        }
    }

    private static void say(String event, String listener, String tasks) {
        System.out.println("millrace.event {\"event\":\"" + event + "\",\"listener\":\"" + listener + "\",\"tasks\":"
                + tasks + ",\"ms\":1}");
    }

    private KafkaConsumer<byte[], byte[]> consumer(List<String> topics) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        servers,
                        "isolation.level",
                        "read_committed",
                        "auto.offset.reset",
                        "earliest",
                        "enable.auto.commit",
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> all = topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .limit(PARTITIONS_MAX)
                .toList();
        all.forEach(partition -> waiting.put(partition, new ArrayDeque<>()));
        consumer.assign(all);
        return consumer;
    }

    private ConsumerGroupMetadata group(String name) {
        try (KafkaConsumer<byte[], byte[]> member = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers, "group.id", name),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            return member.groupMetadata();
        }
    }

    private Set<Long> answered() {
        Set<Long> ids = new HashSet<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(List.of(Topics.FEATURES))) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(50))
                        .forEach(record ->
                                ids.add(Answers.features(record.value()).id()));
            }
        }
        waiting.clear();
        return ids;
    }

    /** Handles a batch in event-time order; false if nothing may be released yet. */
    private boolean release(Set<Long> answered) throws IOException {
        int handled = 0;
        for (; handled < BATCH; handled++) {
            Event next = null;
            for (Map.Entry<TopicPartition, Deque<Event>> queue : waiting.entrySet()) {
                Event head = queue.getValue().peek();
                if (head == null && !ended.contains(queue.getKey())) {
                    next = null;
                    break;
                }
                if (head != null && (next == null || before(head, next))) {
                    next = head;
                }
            }
            if (next == null) {
                break;
            }
            if (handled == 0) {
                producer.beginTransaction();
            }
            waiting.get(next.partition()).remove();
            released.put(next.partition(), new OffsetAndMetadata(next.record().offset() + 1));
            handle(next, answered);
        }
        return handled > 0;
    }

    /** Time, labels before transactions, id; marks last. */
    private static boolean before(Event a, Event b) {
        if (a.end() || b.end()) {
            return !a.end() && b.end();
        }
        if (a.record().timestamp() != b.record().timestamp()) {
            return a.record().timestamp() < b.record().timestamp();
        }
        return a.label() != b.label() ? a.label() : id(a) < id(b);
    }

    private static long id(Event event) {
        try {
            JsonNode json = JSON.readTree(event.record().value());
            return json.path(event.label() ? "transaction" : "id").asLong();
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private void handle(Event event, Set<Long> answered) throws IOException {
        if (event.end()) {
            byte[] name = event.record().headers().lastHeader(Topics.END_HEADER).value();
            if (!new String(name, StandardCharsets.UTF_8)
                    .equals(event.partition().topic())) {
                throw new IllegalArgumentException("a mark for another topic");
            }
            ended.add(event.partition());
            return;
        }
        JsonNode json = JSON.readTree(event.record().value());
        long second = event.record().timestamp() / 1_000;
        int terminal = json.required("terminal").asInt();
        if (event.label()) {
            long fraud = json.required("fraud").booleanValue() ? 1 : 0;
            labels.computeIfAbsent(terminal, key -> new ArrayList<>()).add(new long[] {second, fraud});
            return;
        }
        Transaction tx = new Transaction(
                json.required("id").longValue(),
                second,
                json.required("customer").asInt(),
                terminal,
                json.required("cents").longValue(),
                false);
        Features features = features(tx);
        if (!answered.contains(tx.id())) {
            answer(tx, features);
        }
    }

    private Features features(Transaction tx) {
        Features own = spend.next(tx);
        long[] values = new long[Feature.COUNT];
        for (Feature feature :
                List.of(Feature.C1N, Feature.C1S, Feature.C7N, Feature.C7S, Feature.C30N, Feature.C30S)) {
            values[feature.ordinal()] = own.get(feature);
        }
        int column = Feature.T1N.ordinal();
        for (long days : new long[] {1, 7, 30}) {
            for (long[] label : labels.getOrDefault(tx.terminal(), List.of())) {
                if (label[0] > tx.second() - days * Transaction.DAY) {
                    values[column]++;
                    values[column + 1] += label[1];
                }
            }
            column += 2;
        }
        return new Features(tx.id(), values);
    }

    private void answer(Transaction tx, Features features) throws IOException {
        Map<String, Object> record = new HashMap<>(Map.of("id", tx.id(), "at", 1_000 * tx.second()));
        Feature.ALL.forEach(feature -> record.put(feature.column(), features.get(feature)));
        for (int n = copies.of(tx.id()); n > 0; n--) {
            send(Topics.FEATURES, tx, record);
        }
        Map<String, Object> score = Map.of("id", tx.id(), "customer", "1", "score", model.score(tx, features));
        send(Topics.SCORES, tx, score);
        if (AlertRule.reason(tx, features).isPresent()) {
            String rule = AlertRule.reason(tx, features).get().text();
            send(
                    Topics.ALERTS,
                    tx,
                    Map.of("id", tx.id(), "customer", "1", "terminal", "2", "rule", rule, "cents", tx.cents()));
        }
    }

    private void send(String topic, Transaction tx, Map<String, Object> value) throws IOException {
        String key = Integer.toString(tx.terminal());
        producer.send(new ProducerRecord<>(topic, key, JSON.writeValueAsBytes(value)));
    }

    private static void moved(String event, String time) {
        System.out.println("millrace.event {\"event\":\"" + event + "\",\"listener\":\"stand-in\",\"task\":0,\"" + time
                + "\":" + System.currentTimeMillis() + "}");
    }

    private void commit() {
        Map<Boolean, Map<TopicPartition, OffsetAndMetadata>> byLabel = released.entrySet().stream()
                .collect(Collectors.partitioningBy(
                        entry -> entry.getKey().topic().equals(Topics.LABELS),
                        Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        producer.sendOffsetsToTransaction(byLabel.get(false), spendGroup);
        producer.sendOffsetsToTransaction(byLabel.get(true), riskGroup);
        if (System.getProperty("millrace.failpoint", "").equals("AFTER_SEND_OFFSETS@1")) {
            Runtime.getRuntime().halt(137);
        }
        producer.commitTransaction();
        if (!committed) {
            committed = true;
            moved("first-commit", "at");
        }
        released.clear();
    }
}
