package io.millrace.kafka;

import io.millrace.port.Headers;
import io.millrace.port.InputLog;
import io.millrace.port.InputRecord;
import io.millrace.port.Partition;
import io.millrace.port.Rebalance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** A worker's consumer. */
final class KafkaInputLog implements InputLog {
    private static final Duration CLOSE_MAX = Duration.ofSeconds(5);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Asker asker;
    private final String group;
    private final Set<String> topics;
    private final LogEnds ends;
    private final ClientWatch watch;
    private final PartitionerCheck partitioners;
    private final Map<TopicPartition, Tail> tails = new HashMap<>();
    private final RebalanceWatch rebalances = new RebalanceWatch();
    private @Nullable RuntimeException thrownInCallback;
    /** Whether members share the tasks out, and know of their state; otherwise the broker does. */
    private final boolean assigns;

    private final long pollIntervalMsMax;
    private boolean closing;

    KafkaInputLog(Map<String, Object> settings, Set<String> topics, LogEnds ends, ClientWatch watch) {
        Map<String, Object> own = new HashMap<>(settings);
        own.put(StickyTaskAssignor.WATCH, rebalances);
        this.assigns = !"consumer".equals(own.get(ConsumerConfig.GROUP_PROTOCOL_CONFIG));
        this.pollIntervalMsMax = Long.parseLong(String.valueOf(own.get(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG)));
        this.consumer = new KafkaConsumer<>(own, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.asker = new Asker(own);
        this.group = String.valueOf(own.get(ConsumerConfig.GROUP_ID_CONFIG));
        this.rebalances.follow(consumer.metrics());
        this.topics = topics;
        this.ends = ends;
        this.watch = watch;
        watch.made(consumer);
        this.partitioners =
                new PartitionerCheck(topic -> consumer.partitionsFor(topic).size());
    }

    /** Read right before offsets are sent, on the worker's thread: it must be of the moment, not of the last poll. */
    ConsumerGroupMetadata groupMetadata() {
        return consumer.groupMetadata();
    }

    @Override
    public void join(Rebalance rebalance) {
        guarded(Call.POLL, () -> consumer.subscribe(topics, new Callbacks(rebalance)));
    }

    @Override
    public void poll(long waitMs, Sink sink) {
        ConsumerRecords<byte[], byte[]> records;
        try {
            records = consumer.poll(Duration.ofMillis(waitMs));
        } catch (WakeupException e) {
            return;
        } catch (RuntimeException e) {
            RuntimeException own = thrownInCallback;
            thrownInCallback = null;
            throw own != null ? own : asker.failed(e, Call.POLL, group);
        }
        // Partitions without records are in here too: their position moved over control records and aborted data.
        records.nextOffsets().forEach((at, next) -> {
            Tail tail = tails.get(at);
            if (tail != null) {
                tail.position = next.offset();
                List<InputRecord> read = ours(records.records(at));
                partitioners.look(tail, read);
                sink.accept(tail.partition, read, next.offset());
            }
        });
    }

    @Override
    public void seek(Partition partition, long offset) {
        guarded(Call.POLL, () -> consumer.seek(Coordinates.theirs(partition), offset));
        Tail tail = tails.get(Coordinates.theirs(partition));
        if (tail != null) {
            tail.position = offset;
        }
    }

    @Override
    public void pause(Collection<Partition> partitions) {
        guarded(Call.POLL, () -> consumer.pause(Coordinates.theirs(partitions)));
        paused(partitions, true);
    }

    @Override
    public void resume(Collection<Partition> partitions) {
        guarded(Call.POLL, () -> consumer.resume(Coordinates.theirs(partitions)));
        paused(partitions, false);
    }

    private void paused(Collection<Partition> partitions, boolean now) {
        for (Partition partition : partitions) {
            Tail tail = tails.get(Coordinates.theirs(partition));
            if (tail != null) {
                tail.paused = now;
            }
        }
    }

    @Override
    public boolean joined() {
        return !closing && consumer.groupMetadata().generationId() > 0;
    }

    @Override
    public void askForShare(boolean patient) {
        if (!patient) {
            rebalances.impatient();
        }
        guarded(Call.POLL, () -> consumer.enforceRebalance("announced tasks can be taken over"));
    }

    @Override
    public boolean retire() {
        if (!assigns || !joined()) {
            return false;
        }
        rebalances.retire();
        guarded(Call.POLL, () -> consumer.enforceRebalance("leaves as soon as others have its tasks"));
        return true;
    }

    @Override
    public Retirement retirement() {
        return rebalances.retirement();
    }

    @Override
    public Standing standing() {
        return rebalances.standing();
    }

    /** What is not fetched has no news of its end: that is asked for. */
    @Override
    public long end(Partition partition) {
        Tail tail = tails.get(Coordinates.theirs(partition));
        if (tail == null || tail.position < 0) {
            return -1;
        }
        if (tail.paused) {
            return ends.last(tail);
        }
        OptionalLong lag = consumer.currentLag(tail.at);
        return lag.isPresent() ? tail.position + lag.getAsLong() : -1;
    }

    @Override
    public long pollIntervalMsMax() {
        return pollIntervalMsMax;
    }

    @Override
    public boolean atLogEnd(Partition partition) {
        Tail tail = tails.get(Coordinates.theirs(partition));
        return tail != null && ends.reached(tail);
    }

    @Override
    public void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close(boolean leave) {
        closing = true;
        watch.closing(consumer);
        GroupMembershipOperation membership =
                leave ? GroupMembershipOperation.LEAVE_GROUP : GroupMembershipOperation.REMAIN_IN_GROUP;
        guarded(
                Call.CLOSE,
                () -> consumer.close(
                        CloseOptions.groupMembershipOperation(membership).withTimeout(CLOSE_MAX)));
    }

    static List<InputRecord> ours(List<ConsumerRecord<byte[], byte[]>> theirs) {
        List<InputRecord> ours = new ArrayList<>(theirs.size());
        for (ConsumerRecord<byte[], byte[]> r : theirs) {
            ours.add(new InputRecord(r.offset(), r.timestamp(), r.key(), r.value(), headers(r)));
        }
        return ours;
    }

    private static Headers headers(ConsumerRecord<byte[], byte[]> record) {
        var theirs = record.headers().toArray();
        return theirs.length == 0 ? Headers.NONE : new ReadHeaders(theirs);
    }

    private void guarded(Call call, Runnable action) {
        try {
            action.run();
        } catch (WakeupException e) {
            // Meant to end a poll that was over already; nothing else here can be cut short.
        } catch (RuntimeException e) {
            throw asker.failed(e, call, group);
        }
    }

    /** Hands the client's callbacks on, and keeps what is thrown inside: the client would wrap it. */
    private final class Callbacks implements ConsumerRebalanceListener {
        private final Rebalance rebalance;

        Callbacks(Rebalance rebalance) {
            this.rebalance = rebalance;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            // A partition without position makes every poll wait for its stable offset and starves the others.
            for (TopicPartition at : partitions) {
                consumer.seek(at, 0);
                tails.put(at, new Tail(at));
            }
            consumer.pause(partitions);
            joinAgainIfAsked();
            tell(partitions, rebalance::assigned);
            if (!closing) {
                TaskNote note = rebalances.note();
                rebalance.announced(note.announced(), note.coming());
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            tell(partitions, rebalance::revoked);
            tails.keySet().removeAll(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            tell(partitions, rebalance::lost);
            tails.keySet().removeAll(partitions);
        }

        /**
         * The client asks for it by itself when it has revoked something. But a static member that died in between gets
         * the same assignment once more when it is back: it has nothing to revoke, its return is no reason for a
         * rebalance, and the partition it was to give up would stay without an owner.
         */
        private void joinAgainIfAsked() {
            if (rebalances.takeJoinAgain()) {
                consumer.enforceRebalance("partitions that are not assigned any more were given up");
            }
        }

        private void tell(Collection<TopicPartition> partitions, Consumer<Set<Partition>> what) {
            if (partitions.isEmpty() || closing) {
                return;
            }
            try {
                what.accept(partitions.stream().map(Coordinates::ours).collect(Collectors.toUnmodifiableSet()));
            } catch (RuntimeException e) {
                if (thrownInCallback == null) {
                    thrownInCallback = e;
                } else if (thrownInCallback != e) {
                    thrownInCallback.addSuppressed(e);
                }
                throw e;
            }
        }
    }
}
