package io.millrace.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.dev.DevBroker.Options;
import io.millrace.dev.broker.ProcessId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevBrokerTest {

    private static final long GONE_AFTER_LAST_CLIENT_MS_MAX = 5_000;

    @TempDir
    Path folder;

    @Test
    void runsTransactionsOfVersion2AndKeepsDataAcrossKillAndRestart() throws Exception {
        try (DevBroker broker = DevBroker.start(Options.temporary().in(folder))) {
            try (Admin admin = KafkaCalls.admin(broker)) {
                assertThat(admin.describeFeatures().featureMetadata().get().finalizedFeatures())
                        .extractingByKey("transaction.version")
                        .extracting(FinalizedVersionRange::maxVersionLevel)
                        .isEqualTo((short) 2);
                broker.stall();
                KafkaFuture<Collection<Node>> asked = admin.describeCluster().nodes();
                assertThatThrownBy(() -> asked.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
                broker.goOn();
                assertThat(asked.get()).hasSize(1);
            }
            KafkaCalls.createTopic(broker, "t");
            KafkaCalls.sendInTransaction(broker, "t", true, "a", "b");
            KafkaCalls.sendInTransaction(broker, "t", false, "aborted");
            assertThat(KafkaCalls.readCommitted(broker, "t")).containsExactly("a", "b");

            String before = broker.bootstrapServers();
            long killed = broker.pid();
            broker.kill();
            assertThat(new ProcessId(killed, 0).running()).isEmpty();
            assertThatThrownBy(broker::pid).isInstanceOf(IllegalStateException.class);
            broker.restart();

            assertThat(broker.pid()).isNotEqualTo(killed);
            assertThat(broker.bootstrapServers()).isEqualTo(before);
            KafkaCalls.sendInTransaction(broker, "t", true, "c");
            assertThat(KafkaCalls.readCommitted(broker, "t")).containsExactly("a", "b", "c");
        }
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void oneBrokerServesAllProcessesOfAFolderAndOutlivesItsStarterButNotItsLastClient() throws Exception {
        BrokerUser last;
        try (BrokerUser starter = BrokerUser.start(folder);
                DevBroker joined = DevBroker.start(Options.sharedIn(folder))) {
            last = BrokerUser.start(folder);
            try (DevBroker joinedAgain = DevBroker.start(Options.sharedIn(folder))) {
                assertThat(List.of(joined.pid(), joinedAgain.pid(), last.brokerPid()))
                        .containsOnly(starter.brokerPid());
                assertThat(joined.bootstrapServers()).isEqualTo(starter.bootstrapServers());
            }
            assertThatThrownBy(() -> DevBroker.start(Options.temporary().in(folder)))
                    .hasMessageContainingAll("MR-0704", folder.toString());
            starter.killHard();
            KafkaCalls.createTopic(joined, "still-served");
        }
        ProcessHandle broker = new ProcessId(last.brokerPid(), 0).running().orElseThrow();
        last.killHard();
        awaitEnd(broker);
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void takesAnotherPortWhenOneWasTakenMeanwhileAndRefusesATakenOneThatWasAskedFor() throws Exception {
        try (ServerSocket occupant = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int taken = occupant.getLocalPort();
            assertThatThrownBy(
                            () -> DevBroker.start(Options.temporary().in(folder).onPort(taken)))
                    .hasMessageContainingAll("MR-0703", Integer.toString(taken));

            Iterator<Integer> unlucky = List.of(taken).iterator();
            Ports free = Ports.free();
            Ports ports = () -> unlucky.hasNext() ? unlucky.next() : free.next();
            try (DevBroker broker = DevBroker.start(Options.temporary().in(folder), ports)) {
                assertThat(broker.bootstrapServers()).doesNotEndWith(":" + taken);
                KafkaCalls.createTopic(broker, "reachable");
            }
        }
    }

    @Test
    void keepsDataFromOneStartToTheNextOnRequest() throws Exception {
        Options keeping = Options.temporary().in(folder).keepingData();
        try (DevBroker first = DevBroker.start(keeping)) {
            KafkaCalls.createTopic(first, "kept");
            KafkaCalls.sendInTransaction(first, "kept", true, "x");
        }
        try (DevBroker second = DevBroker.start(keeping)) {
            assertThat(KafkaCalls.readCommitted(second, "kept")).containsExactly("x");
        }
    }

    @Test
    void aBrokerThatCannotStartFailsWithTheEndOfItsLog() {
        assertThatThrownBy(() -> DevBroker.start(Options.temporary().in(folder).with("log.cleaner.threads", "many")))
                .isInstanceOfSatisfying(
                        DevBrokerException.class, e -> assertThat(e.code()).isEqualTo("MR-0701"))
                .hasMessageContainingAll(
                        "log.cleaner.threads", folder.resolve("broker.log").toString());
        assertThat(folder.resolve("broker.log")).isNotEmptyFile();
        assertThat(folder.resolve("data")).doesNotExist();
    }

    /** Waits for the event, not for a time: {@code onExit} completes when the process is gone or, for an orphan, a zombie. */
    private static void awaitEnd(ProcessHandle broker) throws Exception {
        try {
            broker.onExit().get(GONE_AFTER_LAST_CLIENT_MS_MAX, TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            assertThat(ProcessId.of(broker).running())
                    .as("broker still running")
                    .isEmpty();
        }
    }

    @Test
    void aProcessIsToldFromALaterOneWithItsNumber() throws IOException {
        ProcessId self = ProcessId.current();
        assertThat(self.running()).isPresent();
        assertThat(new ProcessId(self.pid(), self.startMs() - 60_000).running()).isEmpty();
    }
}
