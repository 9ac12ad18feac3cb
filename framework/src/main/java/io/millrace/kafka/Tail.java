package io.millrace.kafka;

import io.millrace.port.Partition;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** How far an assigned partition was read, and where its log was last seen to end. */
final class Tail {
    /** A log end and when it was asked for. */
    record End(long offset, long askedNanos) {}

    final TopicPartition at;
    final Partition partition;

    /** The next offset to read; -1: not yet positioned. Worker's thread only. */
    long position = -1;

    /** The position when somebody last asked whether this is the end. Worker's thread only. */
    long positionSeen = -1;

    /** Worker's thread only. */
    boolean paused = true;

    /** How many records were looked at for their partitioner. Worker's thread only. */
    int checked;

    /** Written by the client's thread. */
    volatile @Nullable End end;

    Tail(TopicPartition at) {
        this.at = at;
        this.partition = Coordinates.ours(at);
    }
}
