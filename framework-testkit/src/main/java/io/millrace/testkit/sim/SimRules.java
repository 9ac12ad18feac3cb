package io.millrace.testkit.sim;

import io.millrace.port.CommittedOffset;
import io.millrace.port.Partition;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules of the commit protocol that can be seen from the outside, checked while it runs. */
final class SimRules {
    private static final int METADATA_BYTES_MAX = 1024;

    /** The engine's bound. */
    private static final long WAITED_MS = 500;

    private final SimLoop loop;
    private final boolean strict;
    private final Map<Partition, Long> highest = new HashMap<>();

    /**
     * @param strict whether an engine is watched; a story about the cluster itself may do what no engine should
     */
    SimRules(SimLoop loop, boolean strict) {
        this.loop = loop;
        this.strict = strict;
    }

    /** Rule e: who joined after it was asked who lives could not be known. */
    void fencing(String id, @Nullable SimMember live, long askedWhoLivesMs) {
        if (strict && live != null && live.joinedMs < askedWhoLivesMs) {
            throw loop.violated("rule e: " + id + " is fenced alive");
        }
    }

    /** Rule d: the coordinator would take an offset of any member. */
    void ownership(boolean owned, String id, Partition partition) {
        if (strict && !owned) {
            throw loop.violated(id + ": rule d: offset of " + partition + ", which this worker does not own");
        }
    }

    /**
     * Rule g: a rebalance that has been decided on is waited for, or each would undo what was done since the last commit; but
     * not for ever, and a process that stood still meanwhile has waited as well.
     *
     * @param betweenMs for how long it has been decided on, as far as the worker knows; -1: it is not
     */
    void settled(long betweenMs, String id) {
        loop.demand(
                !strict || betweenMs < 0 || betweenMs >= WAITED_MS,
                id + ": rule g: a commit that is certain to be refused");
    }

    /** Rules b and c, on the coordinator's side, where nobody can have forgotten to ask. */
    void beforeCommit(SimTransaction transaction) {
        if (!strict || !transaction.id.startsWith(SimListener.APP)) {
            return; // not an engine's
        }
        loop.demand(
                transaction.empty() || !transaction.offsets.isEmpty(),
                "rule b: a transaction of " + transaction.id + " without offsets");
        transaction.changed.forEach((task, position) -> {
            boolean there = false;
            for (Map.Entry<Partition, CommittedOffset> entry : transaction.offsets.entrySet()) {
                if (entry.getKey().number() == task) {
                    there = true;
                    long said = changelogPosition(entry.getValue());
                    if (said != position) {
                        throw loop.violated("rule c: offset of " + entry.getKey() + " says changelog " + said + ", not "
                                + position);
                    }
                }
            }
            loop.demand(there, "rule b: task " + task + " changed state without offsets");
        });
        transaction.offsets.forEach((partition, offset) -> {
            long before = highest.getOrDefault(partition, 0L);
            if (offset.offset() < before) {
                throw loop.violated("offset of " + partition + " goes back from " + before + " to " + offset.offset());
            }
            highest.put(partition, offset.offset());
        });
    }

    /** Rule c, before the call. */
    void offsets(Map<Partition, CommittedOffset> offsets) {
        offsets.forEach((partition, offset) -> {
            int bytes = offset.metadata().getBytes(StandardCharsets.UTF_8).length;
            loop.demand(bytes <= METADATA_BYTES_MAX, "rule c: " + bytes + " bytes of metadata for " + partition);
            loop.demand(offset.offset() >= 0, "offset " + offset.offset() + " for " + partition);
        });
    }

    /** P: what stands first in the metadata, behind the version. */
    static long changelogPosition(CommittedOffset offset) {
        return ByteBuffer.wrap(Base64.getDecoder().decode(offset.metadata())).getLong(1);
    }
}
