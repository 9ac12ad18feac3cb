package io.millrace.chaos.scenario;

import io.millrace.chaos.cluster.Replica;
import io.millrace.chaos.trial.Plan;
import io.millrace.chaos.trial.Trial;
import io.millrace.chaos.trial.Trial.Mark;
import io.millrace.chaos.wire.Names;
import java.util.Map;

/** Row 25: who writes a re-keyed topic dies between appends and commit; its open transaction holds up all who read it. */
final class UpstreamDeath extends Scenario {
    private static final int ROUND_SECONDS = 30;
    private static final int FLOW = 400;
    private static final int TIMES_MAX = 20;

    UpstreamDeath() {
        super(new Row(
                25,
                "upstream",
                "a worker dies between appends and commit on a re-keyed topic",
                "downstream stalls for session + 1 s at most; nothing late, nothing idle",
                90));
    }

    @Override
    Plan plan() {
        return Plan.usual().with("millrace.defaults.watermark.idle", "30s");
    }

    @Override
    public boolean comparable() {
        return true;
    }

    @Override
    public void inject(Trial trial) {
        Replica replica = trial.replica("b");
        for (int round = 0; round < trial.rounds(ROUND_SECONDS); round++) {
            trial.awaitShares(replica);
            trial.flow(FLOW);
            replica.end();
            replica.start(Map.of(
                    "millrace.failpoint",
                    "AFTER_FLUSH@" + (1 + trial.random().nextInt(TIMES_MAX)),
                    "millrace.listeners.ordered.enabled",
                    "false",
                    "millrace.listeners.windows.enabled",
                    "false"));
            trial.await("b between appends and commit", PATIENCE, () -> replica.status()
                    .isPresent());
            Mark dead = trial.fault("death with an open transaction", Trial.allTasks(), () -> trial.died(replica));
            trial.inTime(
                    dead.what(),
                    trial.recovered(Names.ORDERED, dead, PATIENCE),
                    (plan().sessionSeconds() + 1L) * SECOND_MS);
            replica.start();
        }
        trial.awaitShares(replica);
    }
}
