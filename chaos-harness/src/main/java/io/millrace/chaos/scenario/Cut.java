package io.millrace.chaos.scenario;

import io.millrace.chaos.cluster.Link;
import io.millrace.chaos.cluster.Replica;
import io.millrace.chaos.trial.Trial;
import io.millrace.chaos.trial.Trial.Mark;
import io.millrace.chaos.wire.Names;
import java.util.function.Consumer;

/** Row 6: the network between one replica and the brokers is cut, in both directions and in each of them. */
final class Cut extends Scenario {
    private static final int FLOW = 400;

    Cut() {
        super(new Row(
                6,
                "cut",
                "network of one replica cut: both ways, requests only, answers only",
                "another replica takes over within session + 1 s (answers cut: two sessions + 1 s); heals alone",
                120));
    }

    @Override
    public void inject(Trial trial) {
        cut(trial, "both ways", Link::cut, 1);
        cut(trial, "requests", Link::cutRequests, 1);
        // It is heard until it has missed the answers for a session itself, and falls silent.
        cut(trial, "answers", Link::cutAnswers, 2);
    }

    private void cut(Trial trial, String what, Consumer<Link> how, int sessions) {
        Replica replica = trial.replica("b");
        trial.awaitShares(replica);
        trial.flow(FLOW);
        int lost = replica.lost(Names.TALLY);
        Mark cut = trial.fault(
                "cut " + what, Trial.tasks(replica), () -> trial.links(replica).forEach(how));
        trial.recovered(cut, PATIENCE, (sessions * plan().sessionSeconds() + 1L) * SECOND_MS);
        trial.flow(FLOW);
        Mark healed = trial.mark(
                "cut healed", Trial.allTasks(), () -> trial.links(replica).forEach(Link::heal));
        trial.recovered(healed, PATIENCE);
        trial.mustHappen(
                "b rejoins by itself",
                PATIENCE,
                () -> replica.lost(Names.TALLY) > lost && !Trial.tasks(replica).isEmpty());
    }
}
