package io.millrace.kafka;

import io.millrace.fault.Fault;
import io.millrace.fault.FaultException;
import io.millrace.port.CommittedOffset;
import io.millrace.port.GroupLog;
import io.millrace.port.Partition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Takes a listener's state and offsets back together, while nothing of it runs: its changelog is deleted, and its group is
 * given offsets that say "no state yet". What replicas still have on their disks belongs to a changelog that is no more, and
 * is deleted when a task is opened. Done again after a crash in the middle, it ends the same way.
 */
final class ListenerReset {
    private static final int GONE_ASKS_MAX = 500;
    private static final long ASK_PAUSE_NANOS = 20_000_000;

    private final Admin admin;
    private final Asker asker;
    private final ListenerNames names;
    private final GroupLog log;
    private final Topics topics;
    private final LongFunction<CommittedOffset> beginning;

    /** @param beginning what is committed at an offset so that a task begins there without state */
    ListenerReset(
            Admin admin, Asker asker, ListenerNames names, GroupLog log, LongFunction<CommittedOffset> beginning) {
        this.beginning = beginning;
        this.admin = admin;
        this.asker = asker;
        this.names = names;
        this.log = log;
        this.topics = new Topics(admin, asker);
    }

    /**
     * @param starts by input topic, the time from which it is read again, as {@link GroupLog#startingAt} takes it
     * @return by partition, the offset from which it is read again
     * @throws FaultException MR-0250 if the listener runs somewhere; then nothing was changed
     */
    Map<Partition, Long> run(Map<String, Long> starts) {
        refuseMembers();
        Map<Partition, Long> offsets = offsets(starts);
        deleteChangelog();
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
        offsets.forEach((partition, offset) -> {
            CommittedOffset anew = beginning.apply(offset);
            committed.put(Coordinates.theirs(partition), new OffsetAndMetadata(anew.offset(), anew.metadata()));
        });
        asker.answer(admin.alterConsumerGroupOffsets(names.group(), committed).all(), AclOperation.READ, names.group());
        return offsets;
    }

    private void refuseMembers() {
        int members = GroupMembers.of(names.group(), admin, asker).size();
        if (members > 0) {
            throw new FaultException(new Fault.Misconfigured(
                    "MR-0250",
                    "listener " + names.listener() + " cannot be reset while group " + names.group() + " has "
                            + members
                            + " members: stop all replicas; static members stay until their session is over",
                    null));
        }
    }

    private Map<Partition, Long> offsets(Map<String, Long> starts) {
        Map<Partition, Long> offsets = new HashMap<>();
        topics.describe(starts.keySet())
                .forEach((topic, found) -> found.partitions().forEach(each -> {
                    Partition partition = new Partition(topic, each.partition());
                    offsets.put(partition, log.startingAt(partition, starts.get(topic)));
                }));
        return offsets;
    }

    private void deleteChangelog() {
        try {
            asker.answer(admin.deleteTopics(List.of(names.changelog())).all(), AclOperation.DELETE, names.changelog());
        } catch (FaultException e) {
            if (!(e.fault().cause() instanceof UnknownTopicOrPartitionException)) {
                throw e;
            }
        }
        // A broker answers a deletion before it has forgotten the topic; a start would find it and lose it again.
        for (int ask = 0; !topics.describe(Set.of(names.changelog())).isEmpty(); ask++) {
            if (ask > GONE_ASKS_MAX) {
                throw new FaultException(new Fault.Transient(
                        "MR-0253", "topic " + names.changelog() + " was deleted but is still there", false, null));
            }
            LockSupport.parkNanos(ASK_PAUSE_NANOS);
        }
    }
}
