package io.millrace.kafka;

import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;

/** What makes a topic the same topic: a name alone does not survive a deletion. */
public record TopicIdentity(Uuid id, int partitions) {
    static TopicIdentity of(TopicDescription topic) {
        return new TopicIdentity(topic.topicId(), topic.partitions().size());
    }

    /** The id in 64 bits; never 0. */
    public long bits() {
        long mixed = id.getMostSignificantBits() ^ id.getLeastSignificantBits();
        return mixed == 0 ? 1 : mixed;
    }
}
