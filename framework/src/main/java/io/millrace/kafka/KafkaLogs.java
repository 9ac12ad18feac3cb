package io.millrace.kafka;

import io.millrace.port.Clock;
import io.millrace.port.GroupLog;
import io.millrace.port.InputLog;
import io.millrace.port.OutputLog;
import io.millrace.port.Partition;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One listener's way to the cluster in one process: its group, its topics and its workers' logs. Thread-safe, what it
 * makes is not.
 */
public final class KafkaLogs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaLogs.class);
    private static final Duration CLOSE_MAX = Duration.ofSeconds(5);

    /** A worker's membership and its producer. The output log reads the membership: close it first. */
    public record WorkerLogs(InputLog input, OutputLog output) {}

    private final ClientSettings settings;
    private final LocalTasks local;
    private final Clock clock;
    private final Admin admin;
    private final GroupLog group;
    private volatile boolean purgeRefused;

    /** Opens an admin client only. */
    public KafkaLogs(ClientSettings settings, LocalTasks local, Clock clock) {
        this.settings = settings;
        this.local = local;
        this.clock = clock;
        try {
            this.admin = Admin.create(settings.admin());
        } catch (RuntimeException e) {
            throw FaultTable.exception(e, Call.ASK);
        }
        this.group = new KafkaGroupLog(admin, settings, clock);
    }

    public GroupLog group() {
        return group;
    }

    /** Creates and checks topics. */
    public Topics topics() {
        return new Topics(admin);
    }

    /**
     * A worker's logs. The output log connects with its first {@code renew}.
     *
     * @param inputs topics to subscribe to
     */
    public WorkerLogs worker(int worker, Set<String> inputs) {
        KafkaInputLog input;
        try {
            input = new KafkaInputLog(settings.consumer(worker, local), inputs, new LogEnds(admin, clock));
        } catch (RuntimeException e) {
            throw FaultTable.exception(e, Call.POLL);
        }
        return new WorkerLogs(input, new KafkaOutputLog(settings.producer(worker), input::groupMetadata));
    }

    /**
     * Deletes records of internal topics that nobody reads again. Returns at once; what fails is left for the next time.
     *
     * @param below by partition, the first offset to keep: a committed one
     */
    public void purge(Map<Partition, Long> below) {
        Map<TopicPartition, RecordsToDelete> records = new HashMap<>();
        below.forEach((partition, offset) ->
                records.put(Coordinates.theirs(partition), RecordsToDelete.beforeOffset(offset)));
        if (records.isEmpty() || purgeRefused) {
            return;
        }
        admin.deleteRecords(records).all().whenComplete((done, failed) -> {
            if (failed instanceof org.apache.kafka.common.errors.AuthorizationException) {
                purgeRefused = true;
                LOG.warn(
                        "MR-0372: read records of re-keyed topics of {} stay: grant DELETE on these topics, as"
                                + " print-acls prints, or give them a retention",
                        settings.names().group());
            }
        });
    }

    @Override
    public void close() {
        admin.close(CLOSE_MAX);
    }
}
