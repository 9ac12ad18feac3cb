package io.millrace.port;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the opening of a task asks the cluster. Thread-safe: tasks are opened beside the worker's thread. */
public interface GroupLog {
    /** Transactional ids with that prefix that have a transaction open now. */
    List<String> openTransactions(String prefix);

    /** Transactional ids of all current members of the listener's group. */
    Set<String> liveTransactionalIds();

    /** Aborts what these ids have open and fences their producers. */
    void fence(Collection<String> transactionalIds);

    /**
     * Committed offsets that no open transaction can change any more.
     *
     * @return a partition is absent while its offset is unstable; {@link CommittedOffset#NONE} if it has none
     */
    Map<Partition, CommittedOffset> stableOffsets(Collection<Partition> partitions);

    /** The first offset in the log. */
    long beginning(Partition partition);

    /**
     * The offset of the first record with that timestamp or a later one, the log's end if there is none; for {@link
     * Long#MIN_VALUE} the log's beginning.
     */
    long startingAt(Partition partition, long timestampMs);

    /** The offset after the last record in the log, open transactions included. */
    long end(Partition partition);

    /**
     * Deletes records of internal topics that nobody reads again. Returns at once; what fails is left for the next time.
     *
     * @param below by partition, the first offset to keep: a committed one
     */
    void purge(Map<Partition, Long> below);

    /** The changelog as it is now. */
    Changelog changelog(int task);

    /**
     * All that an opening begins with: {@link #openTransactions}, {@link #stableOffsets} and {@link #changelog}. They may be
     * asked at once, a task stands still meanwhile: the answers are of different moments, in any order.
     */
    default Situation situation(String prefix, Collection<Partition> partitions, int task) {
        Map<Partition, CommittedOffset> stable = stableOffsets(partitions);
        return new Situation(openTransactions(prefix), stable, changelog(task));
    }

    /** What {@link #situation} found. */
    record Situation(
            List<String> openTransactions, Map<Partition, CommittedOffset> stableOffsets, Changelog changelog) {}

    /** Reads the task's changelog from an offset on, read_committed. */
    ChangelogReader readChangelog(int task, long from);

    /** About so many of the newest committed records, for a look; fewer or none if they do not come at once. */
    default List<InputRecord> newest(Partition partition, int about) {
        return List.of();
    }

    /**
     * A task's changelog partition.
     *
     * @param topicId changes when the topic is recreated
     * @param end the offset after its last record
     * @param deleteRetentionMs how long tombstones are kept
     */
    record Changelog(String clusterId, String topicId, long beginning, long end, long deleteRetentionMs) {}
}
