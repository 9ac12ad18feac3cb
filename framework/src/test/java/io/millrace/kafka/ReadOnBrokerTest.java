package io.millrace.kafka;

import static io.millrace.kafka.LiveBroker.bytes;
import static io.millrace.kafka.LiveBroker.create;
import static io.millrace.kafka.LiveBroker.names;
import static io.millrace.kafka.LiveBroker.producer;
import static io.millrace.kafka.LiveBroker.settings;
import static io.millrace.kafka.LiveBroker.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.fault.Fault;
import io.millrace.fault.FaultException;
import io.millrace.kafka.LiveBroker.Worker;
import io.millrace.port.ChangelogReader;
import io.millrace.port.GroupLog;
import io.millrace.port.Headers;
import io.millrace.port.InputRecord;
import io.millrace.port.Partition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;

/** Reading from a real broker. */
class ReadOnBrokerTest {
    private final ListenerNames names = names();
    private final Partition in = new Partition(names.app() + "-in", 0);

    private static void send(Producer<byte[], byte[]> producer, String topic, String value) {
        producer.send(new ProducerRecord<>(topic, 0, 7L, bytes("k"), bytes(value)));
        producer.flush();
    }

    @Test
    void aNewPartitionIsPausedUntilItIsPositioned() {
        create(in.topic(), 1);
        try (Worker w = new Worker(settings(names, new Membership.Dynamic("a")), 0, in.topic());
                var producer = producer("")) {
            send(producer, in.topic(), "1");
            w.pollUntil(() -> w.owned.contains(in));
            w.poll(300);
            assertThat(w.read).isEmpty();
            assertThat(w.worker.input().atLogEnd(in)).isFalse();

            w.startReading();
            w.pollUntil(() -> !w.read.isEmpty());
            InputRecord read = w.read.get(0);
            assertThat(read.value()).isEqualTo(bytes("1"));
            assertThat(read.timestamp()).isEqualTo(7);
            assertThat(read.headers()).isSameAs(Headers.NONE);
        }
    }

    @Test
    void headersAndNullsAreRead() {
        create(in.topic(), 1);
        try (Worker w = new Worker(settings(names, new Membership.Dynamic("a")), 0, in.topic());
                var producer = producer("")) {
            producer.send(new ProducerRecord<>(
                    in.topic(),
                    0,
                    (byte[]) null,
                    (byte[]) null,
                    List.of(
                            new RecordHeader("h", bytes("1")),
                            new RecordHeader("h", bytes("2")),
                            new RecordHeader("n", null))));
            producer.flush();
            w.pollUntil(() -> w.owned.contains(in));
            w.startReading();
            w.pollUntil(() -> !w.read.isEmpty());
            InputRecord read = w.read.get(0);
            assertThat(read.key()).isNull();
            assertThat(read.value()).isNull();
            assertThat(read.headers().last("h")).isEqualTo(bytes("2"));
            assertThat(read.headers().last("n")).isNull();
            assertThat(read.headers().all()).hasSize(3);
        }
    }

    @Test
    void theEndCountsWhatOpenTransactionsHoldBack() {
        create(in.topic(), 1);
        try (Worker w = new Worker(settings(names, new Membership.Dynamic("a")), 0, in.topic());
                var producer = producer(names.group() + "-other")) {
            w.pollUntil(() -> w.owned.contains(in));
            w.startReading();
            w.pollUntil(() -> w.worker.input().atLogEnd(in)); // an empty log

            producer.beginTransaction();
            send(producer, in.topic(), "1");
            w.pollUntil(() -> !w.worker.input().atLogEnd(in));
            long since = System.nanoTime();
            w.pollUntil(() -> {
                assertThat(w.worker.input().atLogEnd(in)).isFalse();
                return System.nanoTime() - since > 500_000_000;
            });
            assertThat(w.read).isEmpty();

            producer.commitTransaction();
            w.pollUntil(() -> w.worker.input().atLogEnd(in));
            assertThat(w.read).hasSize(1);
            assertThat(w.next).containsEntry(in, 2L); // the record and its commit marker

            producer.beginTransaction();
            send(producer, in.topic(), "never");
            producer.abortTransaction();
            w.pollUntil(() -> w.next.get(in) == 4L); // told without a record
            assertThat(w.read).hasSize(1);
        }
    }

    @Test
    void anOffsetOutsideTheLogIsRefused() {
        create(in.topic(), 1);
        try (Worker w = new Worker(settings(names, new Membership.Dynamic("a")), 0, in.topic())) {
            w.pollUntil(() -> w.owned.contains(in));
            w.worker.input().seek(in, 1000);
            w.worker.input().resume(w.owned);
            FaultException e = catchThrowableOfType(FaultException.class, () -> w.pollUntil(() -> false));
            assertThat(e.fault().code()).isEqualTo("MR-0350");
            assertThat(e.fault()).isInstanceOf(Fault.Misconfigured.class);
        }
    }

    @Test
    void whatIsThrownInACallbackComesOutOfPoll() {
        create(in.topic(), 1);
        try (Worker w = new Worker(settings(names, new Membership.Dynamic("a")), 0, in.topic())) {
            FaultException own = new FaultException(new Fault.Bug("MR-0000", "mine", null));
            w.inAssigned = () -> {
                throw own;
            };
            assertThatThrownBy(() -> w.pollUntil(() -> false)).isSameAs(own);
            w.inAssigned = () -> {};
            w.startReading();
            w.poll(10);
        }
    }

    @Test
    void wakeupEndsAPoll() {
        create(in.topic(), 1);
        try (Worker w = new Worker(settings(names, new Membership.Dynamic("a")), 0, in.topic())) {
            w.pollUntil(() -> w.owned.contains(in));
            long start = System.nanoTime();
            w.worker.input().wakeup();
            w.poll(20_000);
            assertThat(System.nanoTime() - start).isLessThan(10_000_000_000L);
        }
    }

    @Test
    void twoWorkersShareTasksAndTheDonorCommitsBeforeItGivesUp() {
        create(in.topic(), 4);
        create(names.app() + "-in2", 4);
        String[] topics = {in.topic(), names.app() + "-in2"};
        try (Worker a = new Worker(settings(names, new Membership.Dynamic("a")), 0, topics)) {
            a.pollUntil(() -> a.owned.size() == 8);
            List<Partition> committed = new ArrayList<>();
            a.inRevoked = () -> {
                a.worker.output().begin();
                Partition moved = new Partition(in.topic(), 3);
                a.sendOffset(moved, 9);
                a.worker.output().commit();
                committed.add(moved);
            };
            try (Worker b = new Worker(settings(names, new Membership.Dynamic("b")), 0, topics)) {
                until(
                        () -> {
                            a.poll(20);
                            b.poll(20);
                        },
                        () -> b.owned.size() == 4 && a.owned.size() == 4);
                assertThat(committed).isNotEmpty();
                // Whole tasks: both inputs of a number lie with one member.
                for (Worker w : List.of(a, b)) {
                    assertThat(w.owned.stream()
                                    .map(Partition::number)
                                    .distinct()
                                    .count())
                            .isEqualTo(2);
                }
                assertThat(b.events).noneMatch(e -> e.startsWith("revoked") || e.startsWith("lost"));
                assertThat(a.logs.group().liveTransactionalIds())
                        .isEqualTo(Set.of(names.idPrefix() + "a-0", names.idPrefix() + "b-0"));
                a.inRevoked = () -> {};
            }
            a.pollUntil(() -> a.owned.size() == 8);
        }
    }

    @Test
    void aPartitionWhoseOffsetIsPendingDoesNotStarveTheOthers() {
        create(in.topic(), 2);
        Partition pending = new Partition(in.topic(), 1);
        Worker dead = new Worker(settings(names, new Membership.Dynamic("dead")), 0, in.topic());
        dead.pollUntil(() -> dead.owned.size() == 2);
        dead.worker.output().begin();
        dead.sendOffset(pending, 1);
        dead.worker.input().close(true);
        try (Worker w = new Worker(settings(names, new Membership.Dynamic("a")), 0, in.topic());
                var producer = producer("")) {
            send(producer, in.topic(), "1");
            w.pollUntil(() -> w.owned.size() == 2);
            GroupLog group = w.logs.group();
            assertThat(group.stableOffsets(Set.of(in, pending))).containsOnlyKeys(in);
            w.worker.input().seek(in, 0);
            w.worker.input().resume(Set.of(in));
            w.pollUntil(() -> w.read.size() == 1);

            Set<String> open = new HashSet<>(group.openTransactions(names.idPrefix()));
            open.removeAll(group.liveTransactionalIds());
            assertThat(open).containsExactly(names.idPrefix() + "dead-0");
            group.fence(open);
            until(() -> {}, () -> group.stableOffsets(Set.of(pending)).containsKey(pending));
        } finally {
            dead.worker.output().close();
            dead.logs.close();
        }
    }

    @Test
    void aStaticMemberThatStaysIsExpectedBack() {
        create(in.topic(), 2);
        try (Worker other = new Worker(settings(names, new Membership.Static("pod-1")), 0, in.topic())) {
            Worker before = new Worker(settings(names, new Membership.Static("pod-0")), 0, in.topic());
            until(
                    () -> {
                        before.poll(20);
                        other.poll(20);
                    },
                    () -> before.owned.size() == 1 && other.owned.size() == 1);
            Set<Partition> had = Set.copyOf(before.owned);
            before.close(false);
            assertThat(other.logs.group().liveTransactionalIds()).hasSize(2);
            List<String> events = List.copyOf(other.events);
            try (Worker after = new Worker(settings(names, new Membership.Static("pod-0")), 0, in.topic())) {
                until(
                        () -> {
                            after.poll(20);
                            other.poll(20);
                        },
                        () -> after.owned.equals(had));
                assertThat(other.events).isEqualTo(events);
            }
            other.pollUntil(() -> other.owned.size() == 2);
        }
    }

    @Test
    void theBrokerMayAssignInstead() {
        create(in.topic(), 2);
        try (Worker w = new Worker(settings(names, new Membership.BrokerAssigned("a")), 0, in.topic());
                var producer = producer("")) {
            send(producer, in.topic(), "1");
            w.pollUntil(() -> w.owned.size() == 2);
            w.startReading();
            w.pollUntil(() -> w.read.size() == 1);
            w.worker.output().begin();
            w.sendOffset(in, 1);
            w.worker.output().commit();
            assertThat(w.logs.group().liveTransactionalIds()).containsExactly(names.idPrefix() + "a-0");
        }
    }

    /** Its range assignor counts topic by topic: all inputs of one number go to one worker, also while they move. */
    @Test
    void theBrokerGivesWholeTasks() {
        String second = in.topic() + "-second";
        create(in.topic(), 4);
        create(second, 4);
        try (Worker a = new Worker(settings(names, new Membership.BrokerAssigned("a")), 0, in.topic(), second)) {
            a.pollUntil(() -> a.owned.size() == 8);
            try (Worker b = new Worker(settings(names, new Membership.BrokerAssigned("b")), 0, in.topic(), second)) {
                until(
                        () -> {
                            a.poll(10);
                            b.poll(10);
                        },
                        () -> a.owned.size() == 4 && b.owned.size() == 4);
                assertWholeTasks(a, in.topic(), second);
                assertWholeTasks(b, in.topic(), second);
            }
            a.pollUntil(() -> a.owned.size() == 8);
        }
    }

    private static void assertWholeTasks(Worker worker, String first, String second) {
        assertThat(numbers(worker, first)).isEqualTo(numbers(worker, second)).hasSize(2);
    }

    private static Set<Integer> numbers(Worker worker, String topic) {
        return worker.owned.stream()
                .filter(partition -> partition.topic().equals(topic))
                .map(Partition::number)
                .collect(Collectors.toSet());
    }

    @Test
    void theNewestRecordsAreThereForALook() {
        create(in.topic(), 1);
        try (KafkaLogs logs = LiveBroker.logs(settings(names, new Membership.Dynamic("a")));
                var producer = producer("")) {
            assertThat(logs.group().newest(in, 2)).isEmpty();
            for (String value : List.of("1", "2", "3", "4")) {
                send(producer, in.topic(), value);
            }
            assertThat(logs.group().newest(in, 2))
                    .extracting(InputRecord::offset)
                    .containsExactly(2L, 3L);
            assertThat(logs.group().newest(in, 9)).hasSize(4);
        }
    }

    /** Its consumer is kept: nothing of the reading before may show. */
    @Test
    void aChangelogIsReadAfterAnother() {
        create(names.changelog(), 2, TopicSettings.CHANGELOG.made());
        try (KafkaLogs logs = LiveBroker.logs(settings(names, new Membership.Dynamic("a")));
                var producer = producer(names.group() + "-other")) {
            producer.beginTransaction();
            for (int task = 0; task < 2; task++) {
                for (int n = 0; n < 3; n++) {
                    producer.send(new ProducerRecord<>(names.changelog(), task, bytes("k" + n), bytes(task + "-" + n)));
                }
            }
            producer.commitTransaction();
            assertThat(changes(logs, 0, 0)).containsExactly("0-0", "0-1", "0-2");
            assertThat(changes(logs, 1, 1)).containsExactly("1-1", "1-2");
            assertThat(changes(logs, 0, 2)).containsExactly("0-2");
            try (ChangelogReader one = logs.group().readChangelog(0, 0);
                    ChangelogReader other = logs.group().readChangelog(1, 0)) {
                assertThat(changes(other, 3)).containsExactly("1-0", "1-1", "1-2");
                assertThat(changes(one, 3)).containsExactly("0-0", "0-1", "0-2");
            }
        }
    }

    private static List<String> changes(KafkaLogs logs, int task, long from) {
        try (ChangelogReader reader = logs.group().readChangelog(task, from)) {
            return changes(reader, 3);
        }
    }

    private static List<String> changes(ChangelogReader reader, long until) {
        List<String> values = new ArrayList<>();
        until(
                () -> reader.next().forEach(change -> values.add(new String(change.value(), StandardCharsets.UTF_8))),
                () -> reader.position() >= until);
        return values;
    }

    @Test
    void aChangelogIsReadOverWhatWasAborted() {
        create(names.changelog(), 1, TopicSettings.CHANGELOG.made());
        try (KafkaLogs logs = LiveBroker.logs(settings(names, new Membership.Dynamic("a")));
                var producer = producer(names.group() + "-other")) {
            producer.beginTransaction();
            send(producer, names.changelog(), "1");
            producer.commitTransaction();
            producer.beginTransaction();
            send(producer, names.changelog(), "aborted");
            producer.abortTransaction();

            GroupLog group = logs.group();
            GroupLog.Changelog changelog = group.changelog(0);
            assertThat(changelog.beginning()).isZero();
            assertThat(changelog.end()).isEqualTo(4);
            assertThat(changelog.deleteRetentionMs()).isEqualTo(3 * 86_400_000L);
            List<ChangelogReader.Change> read = new ArrayList<>();
            try (ChangelogReader reader = group.readChangelog(0, 0)) {
                until(() -> read.addAll(reader.next()), () -> reader.position() >= 4);
            }
            assertThat(read).singleElement().satisfies(c -> assertThat(c.value())
                    .isEqualTo(bytes("1")));
        }
    }

    @Test
    void aChangelogThatWasMadeAgainHasAnotherId() {
        create(names.changelog(), 1);
        try (KafkaLogs logs = LiveBroker.logs(settings(names, new Membership.Dynamic("a")));
                Admin admin = LiveBroker.admin()) {
            String before = logs.group().changelog(0).topicId();
            LiveBroker.answer(admin.deleteTopics(List.of(names.changelog())).all());
            until(() -> {}, () -> !LiveBroker.answer(admin.listTopics().names()).contains(names.changelog()));
            create(names.changelog(), 1);
            try (KafkaLogs later = LiveBroker.logs(settings(names, new Membership.Dynamic("a")))) {
                assertThat(later.group().changelog(0).topicId()).isNotEqualTo(before);
                assertThat(later.group().changelog(0).clusterId()).isNotBlank();
            }
        }
    }
}
