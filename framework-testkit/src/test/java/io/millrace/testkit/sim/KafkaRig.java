package io.millrace.testkit.sim;

import io.millrace.dev.DevBroker;
import io.millrace.kafka.ClientSettings;
import io.millrace.kafka.ClientWatch;
import io.millrace.kafka.KafkaLogs;
import io.millrace.kafka.ListenerNames;
import io.millrace.kafka.LocalTasks;
import io.millrace.kafka.Membership;
import io.millrace.port.GroupLog;
import io.millrace.port.InputLog;
import io.millrace.port.OutputLog;
import io.millrace.port.Partition;
import io.millrace.runtime.SystemClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The Kafka adapter on a real broker, which many rigs share: topics and group have names of their own. */
final class KafkaRig implements Rig {
    private static final AtomicInteger RIGS = new AtomicInteger();
    private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long LOOK_NANOS = Duration.ofMillis(5).toNanos();

    private final DevBroker broker;
    private final Function<String, Membership> dynamic;
    private final ListenerNames names = new ListenerNames("s" + RIGS.incrementAndGet(), "scenario");
    private final Map<String, Object> servers;
    private final Admin admin;
    private final List<KafkaClient> clients = new ArrayList<>();

    /**
     * @param dynamic how who is not static is a member
     */
    KafkaRig(DevBroker broker, Function<String, Membership> dynamic) {
        this.broker = broker;
        this.dynamic = dynamic;
        this.servers = Map.of("bootstrap.servers", broker.bootstrapServers());
        this.admin = Admin.create(servers);
        answer(admin.createTopics(List.of(
                        new NewTopic(in(0).topic(), 2, (short) 1),
                        new NewTopic(out().topic(), 2, (short) 1),
                        new NewTopic(names.changelog(), 2, (short) 1)))
                .all());
    }

    @Override
    public String idPrefix() {
        return names.idPrefix();
    }

    @Override
    public Partition in(int number) {
        return new Partition(names.app() + "-in", number);
    }

    @Override
    public Partition out() {
        return new Partition(names.app() + "-out", 0);
    }

    @Override
    public Partition changelog(int task) {
        return new Partition(names.changelog(), task);
    }

    @Override
    public Client dynamic(String name) {
        return client(dynamic.apply(name), Map.of(), Map.of());
    }

    @Override
    public Client fixed(String name) {
        return client(new Membership.Static(name), Map.of(), Map.of());
    }

    @Override
    public Client soonTimedOut(String name) {
        return client(
                dynamic.apply(name), Map.of(), Map.of("transaction.timeout.ms", 4_000, "delivery.timeout.ms", 3_600));
    }

    @Override
    public Client soonEvicted(String name) {
        return client(dynamic.apply(name), Map.of("max.poll.interval.ms", 1_000), Map.of());
    }

    private Client client(Membership membership, Map<String, Object> consumer, Map<String, Object> producer) {
        Map<String, Object> quick = new HashMap<>(servers);
        if (!(membership instanceof Membership.BrokerAssigned)) {
            // A member hears of a rebalance by its next heartbeat.
            quick.putAll(Map.of("session.timeout.ms", 6_000, "heartbeat.interval.ms", 200));
        }
        quick.putAll(consumer);
        KafkaClient client = new KafkaClient(ClientSettings.of(names, membership, quick, producer), in(0).topic());
        clients.add(client);
        return client;
    }

    @Override
    public void produce(int partition, String value) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(servers, new ByteArraySerializer(), new ByteArraySerializer())) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>(in(partition).topic(), partition, null, bytes));
        }
    }

    @Override
    public List<String> readCommitted() {
        List<TopicPartition> all = List.of(new TopicPartition(out().topic(), 0), new TopicPartition(out().topic(), 1));
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "isolation.level",
                        "read_committed",
                        "enable.auto.commit",
                        false),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(all);
            consumer.seekToBeginning(all);
            // Under read_committed the end is the last stable offset.
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (all.stream().anyMatch(at -> consumer.position(at) < ends.get(at))) {
                consumer.poll(Duration.ofMillis(50)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }

    @Override
    public boolean await(BooleanSupplier holds) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < PATIENCE_NANOS) {
            if (holds.getAsBoolean()) {
                return true;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return false;
    }

    /** The coordinator removes them as it removes whoever was silent for a session. */
    @Override
    public void evictAll() {
        if (members() == 0) {
            return; // they have left
        }
        answer(admin.removeMembersFromConsumerGroup(names.group(), new RemoveMembersFromConsumerGroupOptions())
                .all());
    }

    private int members() {
        return answer(admin.describeConsumerGroups(List.of(names.group())).all())
                .get(names.group())
                .members()
                .size();
    }

    @Override
    public <T> T unanswered(Supplier<T> action) {
        broker.stall();
        try {
            return action.get();
        } finally {
            broker.goOn();
        }
    }

    @Override
    public void close() {
        // The youngest first: who has just joined must not wait for one that will not poll again.
        for (int i = clients.size() - 1; i >= 0; i--) {
            clients.get(i).close();
        }
        admin.close();
    }

    private static <T> T answer(KafkaFuture<T> asked) {
        try {
            return asked.get();
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static final class KafkaClient implements Client {
        private final String id;
        private final KafkaLogs logs;
        private final KafkaLogs.WorkerLogs worker;

        KafkaClient(ClientSettings settings, String topic) {
            id = settings.transactionalId(0);
            logs = new KafkaLogs(settings, LocalTasks.NONE, new SystemClock(), ClientWatch.NONE);
            worker = logs.worker(0, Set.of(topic), Set.of());
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public InputLog input() {
            return worker.input();
        }

        @Override
        public OutputLog output() {
            return worker.output();
        }

        @Override
        public GroupLog group() {
            return logs.group();
        }

        /** Its heartbeats end, it does not leave; a producer that nobody calls says nothing of its transaction. */
        @Override
        public void die() {
            worker.input().close(false);
        }

        void close() {
            worker.output().close();
            worker.input().close(true);
            logs.close();
        }
    }
}
