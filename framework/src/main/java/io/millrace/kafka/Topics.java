package io.millrace.kafka;

import io.millrace.fault.Fault;
import io.millrace.fault.FaultException;
import io.millrace.kafka.TopicPlan.Internal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.record.TimestampType;

/** Makes a listener's topics before its first start, and refuses those it could not keep its promise with. */
public final class Topics {
    private static final int REPLICAS_MIN = 3;
    private static final int VISIBLE_ASKS_MAX = 500;
    private static final long ASK_PAUSE_NANOS = 20_000_000;

    private final Admin admin;
    private final Asker asker;

    Topics(Admin admin, Asker asker) {
        this.admin = admin;
        this.asker = asker;
    }

    /**
     * What a start needs to know.
     *
     * @param tasks the number of tasks: partitions of each input, and of the changelog
     * @param made topics that were missing
     * @param identities of inputs and changelog by topic
     * @param rekeyed the partitions of each re-keyed topic that the listener writes: mostly as many as it has tasks, but its
     *     readers may have been there first
     */
    public record Ready(
            int tasks, Set<String> made, Map<String, TopicIdentity> identities, Map<String, Integer> rekeyed) {}

    /**
     * Makes what is missing and may be made, and checks the rest.
     *
     * @throws FaultException with all that is wrong at once; nothing is undone
     */
    public Ready ensure(TopicPlan plan, TopicPolicy policy) {
        List<String> problems = new ArrayList<>();
        Map<String, TopicDescription> found = describe(all(plan));

        Set<String> made = create(missingOutside(plan, policy, found.keySet(), problems));
        refuse(plan, problems);
        found.putAll(visible(made));

        int tasks = tasks(plan, found, problems);
        checkIngested(plan, problems);
        refuse(plan, problems);

        Set<String> internal = create(missingInternal(plan, tasks, policy, found.keySet(), problems));
        visible(internal);
        check(plan, tasks, policy, problems);
        refuse(plan, problems);
        made.addAll(internal);
        return new Ready(tasks, made, identities(plan), rekeyed(plan));
    }

    private Map<String, TopicIdentity> identities(TopicPlan plan) {
        Set<String> kept = new TreeSet<>(plan.inputs());
        kept.add(plan.names().changelog());
        plan.repartitions().stream().filter(Internal::read).map(Internal::topic).forEach(kept::add);
        Map<String, TopicIdentity> identities = new TreeMap<>();
        describe(kept).forEach((name, topic) -> identities.put(name, TopicIdentity.of(topic)));
        return identities;
    }

    private Map<String, Integer> rekeyed(TopicPlan plan) {
        Set<String> written = new TreeSet<>();
        plan.repartitions().stream()
                .filter(internal -> !internal.read())
                .map(Internal::topic)
                .forEach(written::add);
        Map<String, Integer> partitions = new TreeMap<>();
        describe(written)
                .forEach(
                        (name, topic) -> partitions.put(name, topic.partitions().size()));
        return partitions;
    }

    /** Looks from time to time whether the topics that state depends on are still the same. */
    public TopicWatch watch(Ready ready) {
        return new TopicWatch(this::describe, ready.identities());
    }

    private static List<NewTopic> missingOutside(
            TopicPlan plan, TopicPolicy policy, Set<String> found, List<String> problems) {
        List<NewTopic> missing = new ArrayList<>();
        Set<String> outside = new TreeSet<>(plan.inputs());
        outside.addAll(plan.outputs());
        outside.removeAll(found);
        for (String topic : outside) {
            if (policy.makesInputsAndOutputs()) {
                missing.add(topic(topic, plan.inputPartitions(), policy, outside(plan, topic)));
            } else {
                problems.add("MR-0221 " + (plan.inputs().contains(topic) ? "input" : "output") + " topic " + topic
                        + " is missing: create it (its owner decides how many partitions it has)");
            }
        }
        return missing;
    }

    private static Map<String, String> outside(TopicPlan plan, String topic) {
        return plan.ingested().contains(topic)
                ? Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, TimestampType.LOG_APPEND_TIME.name)
                : Map.of();
    }

    private static List<NewTopic> missingInternal(
            TopicPlan plan, int tasks, TopicPolicy policy, Set<String> found, List<String> problems) {
        List<NewTopic> missing = new ArrayList<>();
        internal(plan, tasks).forEach((topic, wanted) -> {
            if (found.contains(topic)) {
                return;
            }
            if (policy.makesInternal()) {
                missing.add(topic(
                        topic, wanted.partitions(), policy, wanted.settings().made()));
            } else {
                problems.add("MR-0223 internal topic " + topic + " is missing: create it with " + wanted.partitions()
                        + " partitions and " + wanted.settings().made() + ", or set millrace.topics.provision");
            }
        });
        return missing;
    }

    /**
     * An internal topic as it should be.
     *
     * @param exactly whether an existing one must have just so many partitions
     */
    private record Wanted(int partitions, boolean exactly, TopicSettings settings) {}

    private static Map<String, Wanted> internal(TopicPlan plan, int tasks) {
        Map<String, Wanted> wanted = new LinkedHashMap<>();
        wanted.put(plan.names().changelog(), new Wanted(tasks, true, TopicSettings.CHANGELOG));
        for (Internal internal : plan.repartitions()) {
            int partitions = internal.partitions() == 0 ? tasks : internal.partitions();
            wanted.put(internal.topic(), new Wanted(partitions, internal.partitions() > 0, TopicSettings.REPARTITION));
        }
        if (plan.deadLetters()) {
            wanted.put(plan.names().dlq(), new Wanted(tasks, false, TopicSettings.DEAD_LETTERS));
        }
        return wanted;
    }

    private static Set<String> all(TopicPlan plan) {
        Set<String> all = new LinkedHashSet<>(plan.inputs());
        all.addAll(plan.outputs());
        all.addAll(internal(plan, 1).keySet());
        return all;
    }

    /** All inputs have the same number of partitions; without inputs from outside, the re-keyed ones decide. */
    private static int tasks(TopicPlan plan, Map<String, TopicDescription> found, List<String> problems) {
        Map<String, Integer> counts = new TreeMap<>();
        plan.inputs().forEach(t -> Optional.ofNullable(found.get(t))
                .ifPresent(d -> counts.put(t, d.partitions().size())));
        for (Internal internal : plan.repartitions()) {
            TopicDescription existing = found.get(internal.topic());
            if (internal.read() && existing != null) {
                counts.put(internal.topic(), existing.partitions().size());
            } else if (internal.read() && internal.partitions() > 0) {
                counts.put(internal.topic(), internal.partitions());
            }
        }
        if (counts.isEmpty()) {
            return plan.inputPartitions();
        }
        Map.Entry<String, Integer> first = counts.entrySet().iterator().next();
        counts.forEach((topic, count) -> {
            if (!count.equals(first.getValue())) {
                problems.add("MR-0222 inputs " + first.getKey() + " (" + first.getValue() + " partitions) and " + topic
                        + " (" + count
                        + ") differ: records of one key would meet in no task; give both the same number,"
                        + " or re-key one with @Repartition");
            }
        });
        return first.getValue();
    }

    /** Else the times would be those of the producers' clocks, and a wrong one among them would make records late. */
    private void checkIngested(TopicPlan plan, List<String> problems) {
        configs(plan.ingested()).forEach((topic, config) -> {
            String type = config.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG).value();
            if (!TimestampType.LOG_APPEND_TIME.name.equals(type)) {
                problems.add("MR-0228 input topic " + topic + " has message.timestamp.type=" + type
                        + ", so that its timestamps are not the time of ingestion: set message.timestamp.type="
                        + TimestampType.LOG_APPEND_TIME.name + " on it, or another watermark strategy for this input");
            }
        });
    }

    private void check(TopicPlan plan, int tasks, TopicPolicy policy, List<String> problems) {
        Map<String, Wanted> internal = internal(plan, tasks);
        Map<String, TopicDescription> found = describe(internal.keySet());
        Map<String, Config> configs = configs(found.keySet());
        internal.forEach((topic, wanted) -> {
            TopicDescription actual = found.get(topic);
            if (actual == null) {
                return;
            }
            int count = actual.partitions().size();
            if (wanted.exactly() && count != wanted.partitions()) {
                problems.add("MR-0224 internal topic " + topic + " has " + count + " partitions, its listener needs "
                        + wanted.partitions()
                        + ": partitions of an input cannot change under state; reset the listener (millrace.reset)");
            }
            for (String refusal : wanted.settings().refusals(configs.get(topic))) {
                problems.add("MR-0225 internal topic " + topic + ": " + refusal);
            }
            int replicas = actual.partitions().get(0).replicas().size();
            boolean precious = wanted.settings() != TopicSettings.DEAD_LETTERS;
            if (precious && replicas < REPLICAS_MIN && !policy.development() && !policy.allowLowReplication()) {
                problems.add("MR-0226 internal topic " + topic + " has " + replicas + " replicas: state would go with a"
                        + " broker; raise it to " + REPLICAS_MIN + ", or allow fewer");
            }
        });
    }

    private static void refuse(TopicPlan plan, List<String> problems) {
        if (!problems.isEmpty()) {
            throw new FaultException(new Fault.Misconfigured(
                    "MR-0220",
                    "topics of listener " + plan.names().listener() + ":\n  " + String.join("\n  ", problems),
                    null));
        }
    }

    private static NewTopic topic(String name, int partitions, TopicPolicy policy, Map<String, String> settings) {
        return new NewTopic(name, Optional.of(partitions), replicas(policy)).configs(settings);
    }

    private static Optional<Short> replicas(TopicPolicy policy) {
        return policy.replicationFactor() < 1 ? Optional.empty() : Optional.of(policy.replicationFactor());
    }

    /** Replicas start together: a topic that another one has just made is as good. */
    private Set<String> create(List<NewTopic> topics) {
        Set<String> made = new TreeSet<>();
        if (topics.isEmpty()) {
            return made;
        }
        admin.createTopics(topics).values().forEach((name, answer) -> {
            try {
                asker.answer(answer, AclOperation.CREATE, name);
            } catch (FaultException e) {
                if (!(e.fault().cause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
            made.add(name);
        });
        return made;
    }

    /** A broker answers a creation before it knows the topic itself. */
    Map<String, TopicDescription> visible(Collection<String> topics) {
        Map<String, TopicDescription> found = describe(topics);
        for (int ask = 1; found.size() < topics.size(); ask++) {
            if (ask > VISIBLE_ASKS_MAX) {
                throw new FaultException(new Fault.Transient(
                        "MR-0227", "topics were made but are not visible yet: " + topics, false, null));
            }
            LockSupport.parkNanos(ASK_PAUSE_NANOS);
            found = describe(topics);
        }
        return found;
    }

    Map<String, TopicDescription> describe(Collection<String> topics) {
        Map<String, TopicDescription> found = new HashMap<>();
        if (topics.isEmpty()) {
            return found;
        }
        admin.describeTopics(topics).topicNameValues().forEach((name, answer) -> {
            try {
                found.put(name, asker.answer(answer, AclOperation.DESCRIBE, name));
            } catch (FaultException e) {
                if (!(e.fault().cause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        });
        return found;
    }

    /** Another broker may be asked than the one that has just made a topic, and not know it yet. */
    private Map<String, Config> configs(Collection<String> topics) {
        for (int ask = 1; ; ask++) {
            try {
                return askConfigs(topics);
            } catch (FaultException e) {
                if (ask > VISIBLE_ASKS_MAX || !(e.fault().cause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
                LockSupport.parkNanos(ASK_PAUSE_NANOS);
            }
        }
    }

    private Map<String, Config> askConfigs(Collection<String> topics) {
        List<ConfigResource> resources = topics.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        Map<String, Config> configs = new HashMap<>();
        admin.describeConfigs(resources)
                .values()
                .forEach((resource, answer) -> configs.put(
                        resource.name(), asker.answer(answer, AclOperation.DESCRIBE_CONFIGS, resource.name())));
        return configs;
    }
}
