package io.millrace.chaos.scenario;

import io.millrace.chaos.cluster.Replica;
import io.millrace.chaos.trial.Plan;
import io.millrace.chaos.trial.Trial;
import io.millrace.chaos.trial.Trial.Mark;
import java.time.Duration;

/** Row 15: a replica stalls for longer than a transaction may take, but keeps its membership. */
final class Stall extends Scenario {
    private static final Duration STALL = Duration.ofSeconds(13);
    private static final int SESSION_SECONDS = 40;
    private static final long HEALED_MS_MAX = 5_000;
    private static final int ROUND_SECONDS = 30;
    private static final int FLOW = 400;

    Stall() {
        super(new Row(
                15,
                "stall",
                "a stall of 13 s, beyond the transaction time-out (10 s) and within the session (40 s)",
                "heals with a new producer, 5 s after the stall",
                75));
    }

    @Override
    Plan plan() {
        return Plan.usual().withSession(SESSION_SECONDS);
    }

    @Override
    public boolean comparable() {
        return true;
    }

    @Override
    public void inject(Trial trial) {
        for (int round = 0; round < trial.rounds(ROUND_SECONDS); round++) {
            Replica replica = trial.replica(round % 2 == 0 ? "b" : "a");
            trial.flow(FLOW + trial.random().nextInt(FLOW));
            Mark stalled = trial.fault("stall of " + replica.name(), Trial.tasks(replica), replica::halt);
            trial.pass(STALL);
            Mark on = trial.mark("stall over", stalled.tasks(), replica::goOn);
            trial.recovered(on, PATIENCE, HEALED_MS_MAX);
        }
    }
}
