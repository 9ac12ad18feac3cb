package io.millrace.kafka;

import static io.millrace.kafka.LiveBroker.create;
import static io.millrace.kafka.LiveBroker.names;
import static io.millrace.kafka.LiveBroker.producer;
import static io.millrace.kafka.LiveBroker.record;
import static io.millrace.kafka.LiveBroker.settings;
import static io.millrace.kafka.LiveBroker.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.fault.Fault;
import io.millrace.fault.FaultException;
import io.millrace.kafka.LiveBroker.Worker;
import io.millrace.port.CommittedOffset;
import io.millrace.port.GroupLog;
import io.millrace.port.Headers;
import io.millrace.port.InputLog;
import io.millrace.port.OutputRecord;
import io.millrace.port.Partition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;

/** What the commit protocol relies on, asked of a real broker. */
class CommitOnBrokerTest {
    private final ListenerNames names = names();
    private final Partition in = new Partition(names.app() + "-in", 0);
    private final Partition changelog = new Partition(names.changelog(), 0);

    private Worker worker(Membership membership) {
        return worker(membership, Map.of());
    }

    private Worker worker(Membership membership, Map<String, ?> producer) {
        Worker worker = new Worker(settings(names, membership, producer), 0, in.topic());
        worker.pollUntil(() -> worker.owned.contains(in));
        return worker;
    }

    private void topics() {
        create(in.topic(), 1);
        create(changelog.topic(), 1, TopicSettings.CHANGELOG.made());
    }

    private static Fault failure(Runnable call) {
        FaultException e = catchThrowableOfType(FaultException.class, call::run);
        assertThat(e).as("should have failed").isNotNull();
        return e.fault();
    }

    @Test
    void theBrokerHasTransactionVersionTwo() {
        try (Admin admin = LiveBroker.admin()) {
            var features = LiveBroker.answer(admin.describeFeatures().featureMetadata())
                    .finalizedFeatures();
            assertThat(features.get("transaction.version").maxVersionLevel()).isGreaterThanOrEqualTo((short) 2);
        }
    }

    @Test
    void aCommitHoldsOutputsChangesAndOffsets() {
        topics();
        try (Worker w = worker(new Membership.Dynamic("a"))) {
            GroupLog group = w.logs.group();
            assertThat(group.stableOffsets(List.of(in))).containsExactly(Map.entry(in, CommittedOffset.NONE));

            w.worker.output().begin();
            w.worker.output().appendChange(0, record(changelog, "1"));
            w.worker.output().appendChange(0, record(changelog, "2"));
            assertThat(w.worker.output().changelogPosition(7)).isEqualTo(-1);
            w.worker.output().flush();
            assertThat(w.worker.output().changelogPosition(0)).isEqualTo(2);
            w.sendOffset(in, 5);
            w.worker.output().commit();

            until(() -> {}, () -> group.stableOffsets(List.of(in)).containsKey(in));
            assertThat(group.stableOffsets(List.of(in))).containsEntry(in, new CommittedOffset(5, "m5"));
            // Two changes and a commit marker: each partition gets its own, in no order.
            until(() -> {}, () -> group.end(changelog) == 3);
        }
    }

    /** A dead letter of a record that has no timestamp. */
    @Test
    void aRecordOfNowBearsTheTimeOfItsSending() {
        topics();
        long began = System.currentTimeMillis();
        try (Worker w = worker(new Membership.Dynamic("a"))) {
            w.worker.output().begin();
            w.worker.output().append(new OutputRecord(in.topic(), 0, null, null, OutputRecord.NOW, Headers.NONE));
            w.worker.output().flush();
            w.sendOffset(in, 0);
            w.worker.output().commit();

            GroupLog group = w.logs.group();
            until(() -> {}, () -> !group.newest(in, 10).isEmpty());
            assertThat(group.newest(in, 10).get(0).timestamp()).isBetween(began, System.currentTimeMillis());
        }
    }

    @Test
    void aPendingOffsetIsAbsentAndFencingItsOwnerSettlesIt() {
        topics();
        try (Worker w = worker(new Membership.Dynamic("a"))) {
            GroupLog group = w.logs.group();
            String id = names.idPrefix() + "a-0";
            w.begin(changelog, "1");
            w.sendOffset(in, 5);

            assertThat(group.stableOffsets(List.of(in))).isEmpty();
            assertThat(group.openTransactions(names.idPrefix())).containsExactly(id);
            assertThat(group.liveTransactionalIds()).containsExactly(id);

            group.fence(List.of(id));
            until(() -> {}, () -> group.stableOffsets(List.of(in)).containsKey(in));
            assertThat(group.stableOffsets(List.of(in))).containsEntry(in, CommittedOffset.NONE);
            assertThat(group.openTransactions(names.idPrefix())).isEmpty();

            Fault fault = failure(w.worker.output()::commit);
            assertThat(fault).isInstanceOfSatisfying(Fault.OwnershipLost.class, f -> assertThat(f.producerDead())
                    .isTrue());

            w.worker.output().renew();
            w.begin(changelog, "2");
            w.sendOffset(in, 6);
            w.worker.output().commit();
        }
    }

    @Test
    void anotherListenersTransactionsAreNotListed() {
        topics();
        try (var ours = producer(names.idPrefix() + "x-0");
                var theirs = producer(names.group() + "-2.x-0");
                KafkaLogs logs = LiveBroker.logs(settings(names, new Membership.Dynamic("a")))) {
            for (var producer : List.of(ours, theirs)) {
                producer.beginTransaction();
                producer.send(new org.apache.kafka.clients.producer.ProducerRecord<>(in.topic(), new byte[1]));
                producer.flush();
            }
            assertThat(logs.group().openTransactions(names.idPrefix())).containsExactly(names.idPrefix() + "x-0");
            assertThat(logs.group().liveTransactionalIds()).isEmpty();
            ours.abortTransaction();
            theirs.abortTransaction();
        }
    }

    @Test
    void anEvictedWorkerCannotCommitAndKeepsItsProducer() {
        topics();
        try (Worker w = worker(new Membership.Dynamic("a"))) {
            w.begin(changelog, "1");
            evictAll();
            Fault fault = failure(() -> w.sendOffset(in, 5));
            assertThat(fault).isInstanceOfSatisfying(Fault.OwnershipLost.class, f -> assertThat(f.producerDead())
                    .isFalse());
            w.worker.output().abort();

            w.pollUntil(() -> w.events.stream().anyMatch(e -> e.startsWith("lost")));
            w.pollUntil(() -> w.owned.contains(in));
            w.begin(changelog, "2");
            w.sendOffset(in, 6);
            w.worker.output().commit();
        }
    }

    @Test
    void aTransactionThatTimedOutIsAborted() {
        topics();
        try (Worker w = worker(
                new Membership.Dynamic("a"), Map.of("transaction.timeout.ms", 1000, "delivery.timeout.ms", 900))) {
            w.begin(changelog, "1");
            w.sendOffset(in, 5);
            until(
                    () -> w.poll(50),
                    () -> w.logs.group().openTransactions(names.idPrefix()).isEmpty());
            Fault fault = failure(w.worker.output()::commit);
            assertThat(fault).isInstanceOfSatisfying(Fault.OwnershipLost.class, f -> assertThat(f.producerDead())
                    .isTrue());
            w.worker.output().renew();
            until(() -> {}, () -> w.logs.group().stableOffsets(List.of(in)).containsKey(in));
            assertThat(w.logs.group().stableOffsets(List.of(in))).containsEntry(in, CommittedOffset.NONE);
        }
    }

    @Test
    void anUnansweredCommitIsUnknownAndTheStableOffsetTells() {
        topics();
        try (Worker w = worker(new Membership.Static("a"), Map.of("max.block.ms", 500))) {
            w.begin(changelog, "1");
            w.sendOffset(in, 5);
            Fault fault = LiveBroker.whileItHangs(() -> failure(w.worker.output()::commit));
            assertThat(fault).isInstanceOf(Fault.OutcomeUnknown.class);

            until(() -> {}, () -> renewed(w));
            until(
                    () -> w.poll(10),
                    () -> w.logs.group().stableOffsets(List.of(in)).containsKey(in));
            assertThat(w.logs.group().stableOffsets(List.of(in)).get(in))
                    .isIn(CommittedOffset.NONE, new CommittedOffset(5, "m5"));
            w.pollUntil(() -> w.owned.contains(in));
        }
    }

    private static boolean renewed(Worker w) {
        try {
            w.worker.output().renew();
            return true;
        } catch (FaultException e) {
            assertThat(e.fault()).isInstanceOfSatisfying(Fault.Transient.class, f -> assertThat(f.producerDead())
                    .isTrue());
            return false;
        }
    }

    @Test
    void aRestartedStaticWorkerAbortsItsOwnPastAndFindsItsTasks() {
        topics();
        Worker before = worker(new Membership.Static("pod-0"));
        before.begin(changelog, "1");
        before.sendOffset(in, 5);
        // As after kill -9: nothing is closed, the membership stays.
        try (Worker after = worker(new Membership.Static("pod-0"))) {
            GroupLog group = after.logs.group();
            assertThat(group.liveTransactionalIds()).containsExactly(names.idPrefix() + "pod-0-0");
            until(() -> {}, () -> group.stableOffsets(List.of(in)).containsKey(in));
            assertThat(group.stableOffsets(List.of(in))).containsEntry(in, CommittedOffset.NONE);

            assertThat(failure(before.worker.output()::commit)).isInstanceOf(Fault.OwnershipLost.class);
            Fault fault = failure(() -> before.pollUntil(() -> false));
            assertThat(fault.code()).isEqualTo("MR-0301");
            assertThat(fault).isInstanceOf(Fault.Misconfigured.class);
        } finally {
            before.close(false);
        }
    }

    @Test
    void metadataTheBrokerWouldRefuseNeverLeaves() {
        topics();
        try (Worker w = worker(new Membership.Dynamic("a"))) {
            w.worker.output().begin();
            Fault fault = failure(() -> w.worker
                    .output()
                    .sendOffsets(
                            Map.of(in, new CommittedOffset(1, "x".repeat(KafkaOutputLog.METADATA_BYTES_MAX + 1)))));
            assertThat(fault).isInstanceOf(Fault.Bug.class);
            assertThat(fault.code()).isEqualTo("MR-0353");
            w.sendOffset(in, 1);
            w.worker.output().commit();
        }
    }

    /** Why: the client gives such an answer no class of its own and its producer is dead. */
    @Test
    void metadataThatIsTooLargeArrivesAsAPlainException() {
        topics();
        try (Worker w = worker(new Membership.Dynamic("a"));
                var raw = producer(names.idPrefix() + "raw")) {
            raw.beginTransaction();
            Throwable e = catchThrowableOfType(
                    RuntimeException.class,
                    () -> raw.sendOffsetsToTransaction(
                            Map.of(Coordinates.theirs(in), new OffsetAndMetadata(1, "x".repeat(5000))),
                            ((KafkaInputLog) w.worker.input()).groupMetadata()));
            assertThat(FaultTable.fault(e, Call.SEND_OFFSETS)).isInstanceOf(Fault.Bug.class);
        }
    }

    @Test
    void aRecordItsTopicRefusesIsPoison() {
        create(in.topic(), 1, Map.of("max.message.bytes", "1000"));
        try (Worker w = worker(new Membership.Dynamic("a"))) {
            w.worker.output().begin();
            byte[] noise = new byte[5000];
            new java.util.Random(1).nextBytes(noise);
            w.worker
                    .output()
                    .append(new io.millrace.port.OutputRecord(
                            in.topic(), 0, null, noise, 1, io.millrace.port.Headers.NONE));
            assertThat(failure(w.worker.output()::flush)).isInstanceOf(Fault.Poison.class);
            w.worker.output().abort();
            w.worker.output().begin();
            w.sendOffset(in, 1);
            w.worker.output().commit();
        }
    }

    /** Why every transaction sends offsets: without them nobody checks who commits. */
    @Test
    void anEvictedWorkersTransactionWithoutOffsetsIsAccepted() {
        topics();
        try (Worker w = worker(new Membership.Dynamic("a"))) {
            w.begin(changelog, "1");
            evictAll();
            w.worker.output().commit();
            until(() -> {}, () -> w.logs.group().end(changelog) == 2); // the record and its commit marker
        }
    }

    /** Why nothing stays open across a rebalance callback: membership is checked, ownership is not. */
    @Test
    void aLiveMembersCommitOfAnothersPartitionIsAccepted() {
        create(in.topic(), 2);
        Partition other = new Partition(in.topic(), 1);
        try (Worker a = worker(new Membership.Dynamic("a"));
                Worker b = new Worker(settings(names, new Membership.Dynamic("b")), 0, in.topic())) {
            until(
                    () -> {
                        a.poll(20);
                        b.poll(20);
                    },
                    () -> b.owned.equals(Set.of(other))
                            && a.owned.equals(Set.of(in))
                            && a.worker.input().standing() == InputLog.Standing.MEMBER);
            a.worker.output().begin();
            a.sendOffset(other, 77);
            a.worker.output().commit();
            until(() -> {}, () -> a.logs.group().stableOffsets(List.of(other)).containsKey(other));
            assertThat(a.logs.group().stableOffsets(List.of(other)))
                    .containsEntry(other, new CommittedOffset(77, "m77"));
        }
    }

    private void evictAll() {
        try (Admin admin = LiveBroker.admin()) {
            LiveBroker.answer(admin.removeMembersFromConsumerGroup(
                            names.group(), new org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions())
                    .all());
        }
    }
}
