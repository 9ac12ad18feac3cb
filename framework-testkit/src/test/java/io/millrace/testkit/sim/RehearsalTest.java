package io.millrace.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.ListenerPlan;
import io.millrace.engine.Rehearsal;
import io.millrace.fault.Fault;
import io.millrace.fault.FaultException;
import io.millrace.port.ChangelogReader;
import io.millrace.port.CommittedOffset;
import io.millrace.port.GroupLog;
import io.millrace.port.Headers;
import io.millrace.port.InputRecord;
import io.millrace.port.Partition;
import io.millrace.state.memory.MemoryStores;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a process does before it is given tasks. */
class RehearsalTest {
    private static final Set<String> OWN = Set.of("app-tally.me-0");
    private static final int CHANGES = 7;

    private final SimCluster cluster = new SimCluster(new SimLoop(1), true);
    private final ListenerPlan plan = SimListener.of(
                    new TallyListener(),
                    cluster.topic("in", 2).topic("out", 1).topic("by-group", 1),
                    SimListener.SETTINGS)
            .plan();
    private final MemoryStores stores = new MemoryStores();
    private final List<String> asked = new ArrayList<>();
    private final AtomicInteger open = new AtomicInteger();

    private void play(Set<String> members, boolean broken) {
        GroupLog group = (GroupLog)
                Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {GroupLog.class}, (p, m, a) -> {
                    asked.add(m.getName());
                    if (m.getName().equals("liveTransactionalIds")) {
                        return members;
                    }
                    if (broken) {
                        throw new FaultException(new Fault.Transient("MR-0300", "not now", false, null));
                    }
                    return switch (m.getName()) {
                        case "openTransactions" -> List.of();
                        case "stableOffsets" -> Map.of(new Partition("in", 0), CommittedOffset.NONE);
                        case "newest" -> List.of(record("{"), record("not decodable"));
                        case "changelog" -> new GroupLog.Changelog("c", "t", 0, CHANGES, 1_000_000);
                        case "readChangelog" -> reader();
                        default -> throw new AssertionError(m + " is no question");
                    };
                });
        new Rehearsal(plan, group, stores, OWN).play();
    }

    private static InputRecord record(String value) {
        return new InputRecord(3, 4, bytes("k"), bytes(value), Headers.NONE);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private ChangelogReader reader() {
        open.incrementAndGet();
        return new ChangelogReader() {
            private int at;

            @Override
            public List<Change> next() {
                at++;
                return List.of(new Change(at, bytes("entry-" + at), bytes("v")));
            }

            @Override
            public long position() {
                return at;
            }

            @Override
            public void close() {
                open.decrementAndGet();
            }
        };
    }

    @Test
    void whoWillTakeOverFromOthersDoesOnceWhatAnOpeningDoesAndLeavesNothing() {
        play(Set.of("app-tally.other-0"), false);
        assertThat(asked)
                .contains("openTransactions", "stableOffsets", "newest", "changelog", "readChangelog")
                .doesNotContain("fence", "purge");
        assertThat(open).hasValue(0);
        for (int task = 0; task <= plan.tasks(); task++) {
            assertThat(stores.position(task)).as("a store of task %d", task).isEqualTo(-1);
        }
    }

    @Test
    void whoIsExpectedBackLosesNoTime() {
        play(Set.of("app-tally.other-0", "app-tally.me-0"), false);
        assertThat(asked).containsExactly("liveTransactionalIds");
    }

    @Test
    void whoFindsNobodyAtWorkLosesNoTime() {
        play(Set.of(), false);
        assertThat(asked).containsExactly("liveTransactionalIds");
    }

    @Test
    void whatFailsKeepsNothingElseFromBeingTried() {
        play(Set.of("app-tally.other-0"), true);
        assertThat(asked).contains("openTransactions", "newest", "changelog");
    }
}
