package io.millrace.testkit.sim;

import io.millrace.port.CommittedOffset;
import io.millrace.port.Partition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A group's committed offsets, and the transactions that may still change them. */
final class SimOffsets {
    private final Map<Partition, CommittedOffset> committed = new HashMap<>();
    private final Map<Partition, String> committers = new HashMap<>();
    private final List<SimTransaction> transactions = new ArrayList<>();

    void commit(SimTransaction transaction) {
        transactions.add(transaction);
        committed.putAll(transaction.offsets);
        transaction.offsets.keySet().forEach(partition -> committers.put(partition, transaction.id));
    }

    /** All that were committed, in order. */
    List<SimTransaction> transactions() {
        return transactions;
    }

    /** The transactional id that committed a partition's offset last. */
    @Nullable
    String committer(Partition partition) {
        return committers.get(partition);
    }

    /** All of them, to be put back. */
    Map<Partition, CommittedOffset> all() {
        return Map.copyOf(committed);
    }

    /** As an administrator can: without asking anybody. */
    void reset(Map<Partition, CommittedOffset> to) {
        committed.clear();
        committed.putAll(to);
    }

    CommittedOffset committed(Partition partition) {
        return committed.getOrDefault(partition, CommittedOffset.NONE);
    }

    /** What no open transaction can change any more; the others are absent. */
    Map<Partition, CommittedOffset> stable(Collection<Partition> partitions, Collection<SimTransaction> open) {
        Map<Partition, CommittedOffset> stable = new HashMap<>();
        for (Partition partition : partitions) {
            if (open.stream().noneMatch(transaction -> transaction.offsets.containsKey(partition))) {
                stable.put(partition, committed(partition));
            }
        }
        return stable;
    }
}
