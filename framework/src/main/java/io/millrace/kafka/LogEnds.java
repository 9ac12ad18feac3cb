package io.millrace.kafka;

import io.millrace.port.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether partitions were read to the end of their logs, open transactions included. The consumer cannot tell: it reads
 * committed data and knows the last stable offset only. So the end is asked for beside the worker's thread, and only of
 * partitions that have not moved between two questions: a busy worker asks for nothing.
 *
 * <p>One per worker; {@link #reached} is called by the worker's thread only.
 */
final class LogEnds {
    private static final long ASK_NANOS_MIN = 200_000_000;
    private static final long FRESH_NANOS_MAX = 1_000_000_000;

    private final Admin admin;
    private final Clock clock;
    private final Set<Tail> wanted = new HashSet<>();
    private final AtomicBoolean asking = new AtomicBoolean();
    private long askedNanos;

    LogEnds(Admin admin, Clock clock) {
        this.admin = admin;
        this.clock = clock;
        this.askedNanos = clock.nanos() - ASK_NANOS_MIN;
    }

    /** False until it is known. */
    boolean reached(Tail tail) {
        if (tail.position < 0) {
            return false;
        }
        if (tail.position != tail.positionSeen) {
            tail.positionSeen = tail.position;
            return false;
        }
        long now = clock.nanos();
        want(tail, now);
        Tail.End end = tail.end;
        return end != null && end.offset() == tail.position && now - end.askedNanos() <= FRESH_NANOS_MAX;
    }

    /** Where the log ended when it was last asked for; -1: not yet known. */
    long last(Tail tail) {
        want(tail, clock.nanos());
        Tail.End end = tail.end;
        return end == null ? -1 : end.offset();
    }

    private void want(Tail tail, long now) {
        wanted.add(tail);
        if (now - askedNanos >= ASK_NANOS_MIN && asking.compareAndSet(false, true)) {
            askedNanos = now;
            ask(now);
        }
    }

    private void ask(long now) {
        Map<TopicPartition, Tail> tails = new HashMap<>();
        wanted.forEach(tail -> tails.put(tail.at, tail));
        wanted.clear();
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        tails.keySet().forEach(at -> latest.put(at, OffsetSpec.latest()));
        var answers = admin.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED));
        tails.forEach((at, tail) -> answers.partitionResult(at).whenComplete((answer, failed) -> {
            if (answer != null) {
                tail.end = new Tail.End(answer.offset(), now);
            }
        }));
        answers.all().whenComplete((all, failed) -> asking.set(false));
    }
}
