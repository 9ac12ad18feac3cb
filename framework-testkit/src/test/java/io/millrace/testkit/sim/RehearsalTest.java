package io.millrace.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.HandlerFactory;
import io.millrace.engine.ListenerPlan;
import io.millrace.engine.Rehearsal;
import io.millrace.fault.Fault;
import io.millrace.fault.FaultException;
import io.millrace.port.GroupLog;
import io.millrace.port.Headers;
import io.millrace.port.InputRecord;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a process does before it is given tasks. */
class RehearsalTest {
    private static final Set<String> OWN = Set.of("app-tally.me-0");

    private final SimCluster cluster = new SimCluster(new SimLoop(1), true);
    private final ListenerPlan plan = SimListener.of(
                    new TallyListener(),
                    cluster.topic("in", 2).topic("out", 1).topic("by-group", 1),
                    SimListener.SETTINGS)
            .plan();
    private final List<String> asked = new ArrayList<>();
    private final AtomicInteger made = new AtomicInteger();

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
                        case "newest" -> List.of(record("{"), record("not decodable"));
                        default -> throw new AssertionError(m + " is no question");
                    };
                });
        HandlerFactory counting = (binding, handles) -> {
            made.incrementAndGet();
            return SimListener.HANDLERS.create(binding, handles);
        };
        new Rehearsal(plan, group, counting, cluster.loop().clock(), OWN).play();
    }

    private static InputRecord record(String value) {
        return new InputRecord(3, 4, bytes("k"), bytes(value), Headers.NONE);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whoWillTakeOverFromOthersDecodesAndMakesAHandlerBefore() {
        play(Set.of("app-tally.other-0"), false);
        assertThat(asked).containsExactly("liveTransactionalIds", "newest");
        assertThat(made).hasValue(1);
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
        assertThat(asked).containsExactly("liveTransactionalIds", "newest");
        assertThat(made).hasValue(1);
    }
}
