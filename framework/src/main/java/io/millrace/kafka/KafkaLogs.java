package io.millrace.kafka;

import io.millrace.port.Clock;
import io.millrace.port.CommittedOffset;
import io.millrace.port.GroupLog;
import io.millrace.port.InputLog;
import io.millrace.port.OutputLog;
import io.millrace.port.Partition;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;

/**
 * One listener's way to the cluster in one process: its group, its topics and its workers' logs. Thread-safe, what it
 * makes is not.
 */
public final class KafkaLogs implements AutoCloseable {
    private static final Duration CLOSE_MAX = Duration.ofSeconds(5);

    /** A worker's membership and its producer. The output log reads the membership: close it first. */
    public record WorkerLogs(InputLog input, OutputLog output) {}

    private final ClientSettings settings;
    private final LocalTasks local;
    private final Clock clock;
    private final ClientWatch watch;
    private final Admin admin;
    private final Asker asker;
    private final KafkaGroupLog group;

    /** Opens an admin client only. */
    public KafkaLogs(ClientSettings settings, LocalTasks local, Clock clock, ClientWatch watch) {
        this.settings = settings;
        this.local = local;
        this.clock = clock;
        this.watch = watch;
        try {
            this.admin = Admin.create(settings.admin());
        } catch (RuntimeException e) {
            throw FaultTable.exception(e, Call.ASK);
        }
        this.asker = new Asker(settings.admin());
        this.group = new KafkaGroupLog(admin, asker, settings, clock);
    }

    public GroupLog group() {
        return group;
    }

    /** After so long without a poll a worker is no member any more. */
    public long pollIntervalMsMax() {
        return settings.pollIntervalMsMax();
    }

    /** What so many workers of this process call themselves. */
    public Set<String> transactionalIds(int workers) {
        return IntStream.range(0, workers).mapToObj(settings::transactionalId).collect(Collectors.toSet());
    }

    /** Creates and checks topics. */
    public Topics topics() {
        return new Topics(admin, asker);
    }

    /**
     * A worker's logs. The output log connects with its first {@code renew}.
     *
     * @param inputs topics to subscribe to
     * @param outputs topics that are written to
     */
    public WorkerLogs worker(int worker, Set<String> inputs, Set<String> outputs) {
        KafkaInputLog input;
        try {
            input = new KafkaInputLog(settings.consumer(worker, local), inputs, new LogEnds(admin, clock), watch);
        } catch (RuntimeException e) {
            throw FaultTable.exception(e, Call.POLL);
        }
        return new WorkerLogs(
                input, new KafkaOutputLog(settings.producer(worker), input::groupMetadata, watch, outputs));
    }

    /**
     * Ends what an earlier process of this static identity was a member with and this one is not.
     *
     * @param workers this process has so many of the listener, 0 if it does not run it
     * @return the identities that are no members any more
     */
    public Set<String> endFormerMembers(int workers) {
        return new FormerMembers(admin, asker, settings).end(workers);
    }

    /**
     * Takes the listener back to before its first start, while nothing of it runs.
     *
     * @param starts by input topic, the time from which it is read again, as {@link GroupLog#startingAt} takes it
     * @param beginning what is committed at an offset so that a task begins there without state
     * @return by partition, the offset from which it is read again
     */
    public Map<Partition, Long> reset(Map<String, Long> starts, LongFunction<CommittedOffset> beginning) {
        return new ListenerReset(admin, asker, settings.names(), group, beginning).run(starts);
    }

    @Override
    public void close() {
        group.close();
        admin.close(CLOSE_MAX);
    }
}
