package io.millrace.kafka;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;

/** Which client settings a user may not choose, and why. */
final class PromiseRules {
    /** One setting: what it may be, and the reason given when it is something else. */
    private record Rule(String name, Predicate<String> allowed, String reason) {
        @Nullable
        String check(Map<String, ?> settings) {
            Object value = settings.get(name);
            return value == null || allowed.test(String.valueOf(value).trim())
                    ? null
                    : name + "=" + value + ": " + reason;
        }
    }

    private static final String OWN_NAME = "is given by the framework: leave it out";
    private static final String OFFSETS = "offsets are committed in the transaction of their results: leave it out";

    private PromiseRules() {}

    static List<String> violations(
            ListenerNames names, Membership membership, Map<String, ?> consumer, Map<String, ?> producer) {
        List<String> problems = new ArrayList<>();
        if (blank(consumer.get(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG))) {
            problems.add("MR-0211 bootstrap.servers is missing: set kafka.bootstrap.servers");
        }
        apply("MR-0212 consumer ", consumerRules(names, membership), consumer, problems);
        apply("MR-0213 producer ", producerRules(), producer, problems);
        sendsEndInTime(producer, problems);
        return problems;
    }

    private static List<Rule> consumerRules(ListenerNames names, Membership membership) {
        List<Rule> rules = new ArrayList<>(List.of(
                only(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false", OFFSETS),
                only(
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        "would process what was never committed: leave it out"),
                only(
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "none",
                        "would jump over records in silence: leave it out and set start-at for the first start"),
                only(ConsumerConfig.GROUP_ID_CONFIG, names.group(), "the group is " + names.group()),
                never(ConsumerConfig.CLIENT_ID_CONFIG, OWN_NAME + ", other workers find this one by it"),
                never(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, OWN_NAME + ", see millrace membership"),
                never(
                        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                        "tasks are assigned whole, to where their state is: leave it out"),
                never(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "is chosen by millrace membership: leave it out"),
                only(
                        ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG,
                        "range",
                        "only range gives all inputs of one number to one worker"),
                positive(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
                positive(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
                positive(ConsumerConfig.MAX_POLL_RECORDS_CONFIG)));
        if (membership instanceof Membership.BrokerAssigned) {
            String why = "is the broker's with group.protocol=consumer: leave it out";
            rules.add(never(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, why));
            rules.add(never(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, why));
        }
        return rules;
    }

    private static List<Rule> producerRules() {
        String order = "would lose or reorder results: leave it out";
        String partitioner = "keys must lie where Kafka's default partitioner puts them: leave it out";
        return List.of(
                never(ProducerConfig.TRANSACTIONAL_ID_CONFIG, OWN_NAME + ", it is the fence against a dead worker"),
                never(ProducerConfig.CLIENT_ID_CONFIG, OWN_NAME),
                only(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true", order),
                new Rule(ProducerConfig.ACKS_CONFIG, v -> v.equals("all") || v.equals("-1"), order),
                new Rule(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, v -> between(v, 1, 5), "must be 1 to 5"),
                new Rule(ProducerConfig.RETRIES_CONFIG, v -> between(v, 1, Integer.MAX_VALUE), order),
                never(ProducerConfig.PARTITIONER_CLASS_CONFIG, partitioner),
                only(ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG, "false", partitioner),
                new Rule(
                        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                        v -> between(v, 1_000, ClientSettings.TRANSACTION_TIMEOUT_MS_MAX),
                        "must be 1000 to " + ClientSettings.TRANSACTION_TIMEOUT_MS_MAX
                                + ": a dead worker's transaction may hold its records back so long"),
                only(
                        ProducerConfig.TRANSACTION_TWO_PHASE_COMMIT_ENABLE_CONFIG,
                        "false",
                        "nobody outside decides these transactions: leave it out"),
                positive(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG),
                positive(ProducerConfig.MAX_BLOCK_MS_CONFIG));
    }

    private static void sendsEndInTime(Map<String, ?> producer, List<String> problems) {
        Map<String, Object> p = new HashMap<>(producer);
        String transaction = String.valueOf(
                p.getOrDefault(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, ClientSettings.TRANSACTION_TIMEOUT_MS_MAX));
        String delivery = String.valueOf(p.getOrDefault(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 1));
        if (between(transaction, 1, Integer.MAX_VALUE)
                && between(delivery, 1, Integer.MAX_VALUE)
                && Integer.parseInt(delivery) >= Integer.parseInt(transaction)) {
            problems.add("MR-0214 producer delivery.timeout.ms=" + delivery + ": must be below transaction.timeout.ms="
                    + transaction + ", a send that outlives its transaction tells nothing");
        }
    }

    private static void apply(String prefix, List<Rule> rules, Map<String, ?> settings, List<String> problems) {
        for (Rule rule : rules) {
            String problem = rule.check(settings);
            if (problem != null) {
                problems.add(prefix + problem);
            }
        }
    }

    private static Rule never(String name, String reason) {
        return new Rule(name, v -> false, reason);
    }

    private static Rule only(String name, String value, String reason) {
        return new Rule(name, v -> v.equalsIgnoreCase(value), reason);
    }

    private static Rule positive(String name) {
        return new Rule(name, v -> between(v, 1, Integer.MAX_VALUE), "must be a positive number");
    }

    private static boolean between(String value, int least, int most) {
        try {
            int n = Integer.parseInt(value);
            return least <= n && n <= most;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean blank(@Nullable Object value) {
        return value == null
                || (value instanceof List<?> list
                        ? list.isEmpty()
                        : String.valueOf(value).isBlank());
    }
}
