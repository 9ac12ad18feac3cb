package io.millrace.kafka;

import io.millrace.dev.DevBroker;
import io.millrace.port.Clock;
import io.millrace.port.CommittedOffset;
import io.millrace.port.InputRecord;
import io.millrace.port.OutputRecord;
import io.millrace.port.Partition;
import io.millrace.port.Rebalance;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One real broker for all tests of this package. */
final class LiveBroker {
    private static final Asker NOBODY = new Asker(Map.of());

    private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();
    private static final AtomicInteger NAMES = new AtomicInteger();

    static final Clock CLOCK = new Clock() {
        @Override
        public long wallMs() {
            return System.currentTimeMillis();
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }
    };

    static final DevBroker BROKER = start();

    private LiveBroker() {}

    private static DevBroker start() {
        DevBroker broker = DevBroker.start(DevBroker.Options.temporary());
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
        return broker;
    }

    static String servers() {
        return BROKER.bootstrapServers();
    }

    /** A name no other test uses. */
    static ListenerNames names() {
        return new ListenerNames("t" + NAMES.incrementAndGet(), "fraud");
    }

    static ClientSettings settings(ListenerNames names, Membership membership) {
        return settings(names, membership, Map.of());
    }

    static ClientSettings settings(ListenerNames names, Membership membership, Map<String, ?> producer) {
        Map<String, Object> consumer = new HashMap<>(Map.of("bootstrap.servers", servers()));
        if (!(membership instanceof Membership.BrokerAssigned)) {
            consumer.put("session.timeout.ms", 6000);
            consumer.put("heartbeat.interval.ms", 300);
        }
        return ClientSettings.of(names, membership, consumer, producer);
    }

    static KafkaLogs logs(ClientSettings settings) {
        return new KafkaLogs(settings, LocalTasks.NONE, CLOCK, ClientWatch.NONE);
    }

    static <T> T answer(KafkaFuture<T> asked) {
        return NOBODY.answer(asked, AclOperation.ANY, "");
    }

    static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", servers()));
    }

    static void create(String topic, int partitions) {
        create(topic, partitions, Map.of());
    }

    static void create(String topic, int partitions, Map<String, String> configs) {
        try (Admin admin = admin()) {
            answer(admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1).configs(configs)))
                    .all());
            new Topics(admin, NOBODY).visible(List.of(topic));
        }
    }

    static Producer<byte[], byte[]> producer(String transactionalId) {
        Map<String, Object> p = new HashMap<>(Map.of("bootstrap.servers", servers(), "linger.ms", 0));
        if (!transactionalId.isEmpty()) {
            p.put("transactional.id", transactionalId);
            p.put("transaction.timeout.ms", 10_000);
        }
        Producer<byte[], byte[]> producer =
                new KafkaProducer<>(p, new ByteArraySerializer(), new ByteArraySerializer());
        if (!transactionalId.isEmpty()) {
            producer.initTransactions();
        }
        return producer;
    }

    static OutputRecord record(Partition to, String value) {
        return new OutputRecord(to.topic(), to.number(), bytes("k"), bytes(value), 1, io.millrace.port.Headers.NONE);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A worker that does nothing by itself. */
    static final class Worker implements Rebalance, AutoCloseable {
        final KafkaLogs logs;
        final KafkaLogs.WorkerLogs worker;
        final Set<Partition> owned = new TreeSet<>();
        final List<String> events = new ArrayList<>();
        final List<InputRecord> read = new ArrayList<>();
        final Map<Partition, Long> next = new TreeMap<>();
        Runnable inRevoked = () -> {};
        Runnable inAssigned = () -> {};
        boolean closed;

        Worker(ClientSettings settings, int number, String... topics) {
            logs = logs(settings);
            worker = logs.worker(number, new HashSet<>(List.of(topics)), Set.of());
            worker.output().renew();
            worker.input().join(this);
        }

        @Override
        public void assigned(Set<Partition> partitions) {
            events.add("assigned " + new TreeSet<>(partitions));
            owned.addAll(partitions);
            inAssigned.run();
        }

        @Override
        public void revoked(Set<Partition> partitions) {
            events.add("revoked " + new TreeSet<>(partitions));
            inRevoked.run();
            owned.removeAll(partitions);
        }

        @Override
        public void lost(Set<Partition> partitions) {
            events.add("lost " + new TreeSet<>(partitions));
            owned.removeAll(partitions);
        }

        void poll(long ms) {
            worker.input().poll(ms, (partition, records, after) -> {
                read.addAll(records);
                next.put(partition, after);
            });
        }

        void pollUntil(BooleanSupplier done) {
            until(() -> poll(50), done);
        }

        /** From the beginning. */
        void startReading() {
            owned.forEach(partition -> worker.input().seek(partition, 0));
            worker.input().resume(owned);
        }

        void begin(Partition in, String value) {
            worker.output().begin();
            worker.output().append(record(in, value));
            worker.output().flush();
        }

        void sendOffset(Partition of, long offset) {
            worker.output().sendOffsets(Map.of(of, new CommittedOffset(offset, "m" + offset)));
        }

        void close(boolean leave) {
            if (!closed) {
                closed = true;
                worker.output().close();
                worker.input().close(leave);
                logs.close();
            }
        }

        @Override
        public void close() {
            close(true);
        }
    }

    /** The broker takes requests but answers none, as behind a broken network. */
    static <T> T whileItHangs(Supplier<T> action) {
        BROKER.stall();
        try {
            return action.get();
        } finally {
            BROKER.goOn();
        }
    }

    static void until(Runnable step, BooleanSupplier done) {
        long start = System.nanoTime();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new AssertionError("did not happen in time");
            }
            step.run();
        }
    }
}
