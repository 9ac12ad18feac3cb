package io.millrace.state;

import org.jspecify.annotations.Nullable;

/**
 * What a store's content is known to be: the changelog up to a position.
 *
 * @param clusterId the Kafka cluster it belongs to
 * @param changelogId the changelog's topic id: a recreated topic has another
 * @param task the task's number
 * @param position the changelog offset up to which (exclusive) everything is contained
 * @param committedAtMs wall clock of the last commit in it: a store older than the changelog keeps its tombstones is
 *     rebuilt, because deleted keys would come back
 */
public record Checkpoint(String clusterId, String changelogId, int task, long position, long committedAtMs) {
    /** Where a store's content ends; one without a checkpoint holds nothing. */
    public static long position(@Nullable Checkpoint checkpoint) {
        return checkpoint == null ? 0 : checkpoint.position;
    }
}
