package io.millrace.kafka;

import static org.apache.kafka.clients.consumer.ConsumerConfig.GROUP_PROTOCOL_CONFIG;

import io.millrace.fault.Fault;
import io.millrace.fault.FaultException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The properties of a listener's clients: the user's own under what exactly-once needs. Immutable.
 *
 * <p>Serialisers among the user's properties belong to message types and are left out here: the clients move bytes.
 */
public final class ClientSettings {
    /** A transaction of a dead worker blocks its successor for so long if nobody fences it. */
    static final int TRANSACTION_TIMEOUT_MS_MAX = 10_000;

    private static final int SESSION_TIMEOUT_MS_STATIC = 30_000;
    private static final int SESSION_TIMEOUT_MS_DYNAMIC = 10_000;
    /**
     * A member hears of a rebalance by its next heartbeat: what moves stands still until the last of them has. Four small
     * requests a second are little beside ten commits.
     */
    private static final int HEARTBEAT_MS_MAX = 100;

    private static final int RESTORE_FETCH_BYTES = 8 << 20;
    private static final int RESTORE_POLL_RECORDS = 20_000;

    /**
     * A reader that is given its next partition first hears of the fetch that it had under way for the one before, where
     * the broker waits for more to come.
     */
    private static final int RESTORE_FETCH_WAIT_MS = 10;

    /** The client's default. */
    private static final long POLL_INTERVAL_MS_MAX = 300_000;

    private final ListenerNames names;
    private final Membership membership;
    private final Map<String, Object> consumer;
    private final Map<String, Object> producer;

    private ClientSettings(
            ListenerNames names, Membership membership, Map<String, Object> consumer, Map<String, Object> producer) {
        this.names = names;
        this.membership = membership;
        this.consumer = withoutSerdes(consumer);
        this.producer = withoutSerdes(producer);
    }

    /**
     * Checks and keeps the user's properties.
     *
     * @param consumer properties for consumers, {@code bootstrap.servers} among them
     * @param producer properties for producers
     * @throws FaultException with all that is wrong at once
     */
    public static ClientSettings of(
            ListenerNames names, Membership membership, Map<String, ?> consumer, Map<String, ?> producer) {
        List<String> problems = PromiseRules.violations(names, membership, consumer, producer);
        if (!problems.isEmpty()) {
            throw new FaultException(new Fault.Misconfigured(
                    "MR-0210",
                    "client settings of listener " + names.listener() + ":\n  " + String.join("\n  ", problems),
                    null));
        }
        return new ClientSettings(names, membership, Map.copyOf(consumer), Map.copyOf(producer));
    }

    public ListenerNames names() {
        return names;
    }

    public Membership membership() {
        return membership;
    }

    /** The transactional id of worker {@code n} of this process. */
    public String transactionalId(int worker) {
        return names.idPrefix() + membership.identity(worker);
    }

    Map<String, Object> consumer(int worker, LocalTasks local) {
        Map<String, Object> p = new HashMap<>(consumer);
        p.put(ConsumerConfig.GROUP_ID_CONFIG, names.group());
        p.put(ConsumerConfig.CLIENT_ID_CONFIG, transactionalId(worker));
        p.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        p.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        p.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        p.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        p.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        p.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, (int) pollIntervalMsMax());
        if (membership instanceof Membership.BrokerAssigned) {
            p.put(GROUP_PROTOCOL_CONFIG, "consumer");
            p.put(ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG, "range");
            return p;
        }
        p.put(GROUP_PROTOCOL_CONFIG, "classic");
        p.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, List.of(StickyTaskAssignor.class));
        p.put(StickyTaskAssignor.LOCAL_TASKS, local);
        p.put(StickyTaskAssignor.PROCESS, membership.process());
        boolean stays = membership instanceof Membership.Static;
        if (stays) {
            p.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, membership.identity(worker));
        }
        p.putIfAbsent(
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                stays ? SESSION_TIMEOUT_MS_STATIC : SESSION_TIMEOUT_MS_DYNAMIC);
        int session = Integer.parseInt(String.valueOf(p.get(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG)));
        p.putIfAbsent(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, Math.min(HEARTBEAT_MS_MAX, session / 4));
        return p;
    }

    /** After so long without a poll a worker is no member any more. */
    long pollIntervalMsMax() {
        Object configured = consumer.get(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG);
        return configured == null ? POLL_INTERVAL_MS_MAX : Long.parseLong(String.valueOf(configured));
    }

    Map<String, Object> producer(int worker) {
        Map<String, Object> p = new HashMap<>(producer);
        p.putIfAbsent(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap());
        String id = transactionalId(worker);
        p.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
        // Not the consumer's: both keep metrics about themselves by that name.
        p.put(ProducerConfig.CLIENT_ID_CONFIG, id + "-producer");
        p.put(ProducerConfig.ACKS_CONFIG, "all");
        p.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        p.putIfAbsent(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS_MAX);
        // A send that outlives its transaction tells nothing: give up while an abort can still be sent.
        int transaction = Integer.parseInt(String.valueOf(p.get(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG)));
        p.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 10);
        // The broker writes a commit's markers after it has answered; a send in between is told to try again, and the
        // client's default pause of 100 ms would be most of a commit interval.
        p.putIfAbsent(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 5);
        p.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, transaction / 2);
        p.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, transaction * 4 / 5);
        p.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, transaction);
        p.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, 128 << 10);
        p.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        return p;
    }

    /** The same producer for what need not wait for a transaction. */
    static Map<String, Object> withoutTransactions(Map<String, Object> producer) {
        Map<String, Object> p = new HashMap<>(producer);
        p.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        p.remove(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
        p.put(ProducerConfig.CLIENT_ID_CONFIG, producer.get(ProducerConfig.CLIENT_ID_CONFIG) + "-at-once");
        return p;
    }

    /** Connection and security settings are those of the consumer. */
    Map<String, Object> admin() {
        Map<String, Object> p = connection(AdminClientConfig.configNames());
        p.put(AdminClientConfig.CLIENT_ID_CONFIG, names.group() + "-admin");
        p.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        p.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        return p;
    }

    /** A consumer that only walks a changelog partition: no group, big fetches. */
    Map<String, Object> reader() {
        Map<String, Object> p = connection(ConsumerConfig.configNames());
        // Never a worker's client id: a reader must not look like a live member.
        p.put(ConsumerConfig.CLIENT_ID_CONFIG, names.group() + "-restore");
        p.put(GROUP_PROTOCOL_CONFIG, "classic");
        p.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        p.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        p.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        p.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        p.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, RESTORE_FETCH_BYTES);
        p.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 2 * RESTORE_FETCH_BYTES);
        p.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RESTORE_POLL_RECORDS);
        p.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, RESTORE_FETCH_WAIT_MS);
        p.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, 1 << 20);
        return p;
    }

    private Map<String, Object> connection(Set<String> known) {
        Map<String, Object> p = new HashMap<>();
        consumer.forEach((name, value) -> {
            boolean connects = name.equals(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG)
                    || name.startsWith("security.")
                    || name.startsWith("ssl.")
                    || name.startsWith("sasl.")
                    || name.toLowerCase(Locale.ROOT).contains("backoff")
                    || name.equals(ConsumerConfig.CLIENT_DNS_LOOKUP_CONFIG);
            if (connects && known.contains(name)) {
                p.put(name, value);
            }
        });
        return p;
    }

    private Object bootstrap() {
        Object servers = consumer.get(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG);
        return servers == null ? "" : servers;
    }

    private static Map<String, Object> withoutSerdes(Map<String, Object> from) {
        Map<String, Object> p = new HashMap<>(from);
        p.keySet()
                .removeAll(List.of(
                        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                        ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                        ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG));
        return p;
    }
}
