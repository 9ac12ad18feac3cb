package io.millrace.chaos.scenario;

import io.millrace.chaos.cluster.Replica;
import io.millrace.chaos.trial.Trial;
import io.millrace.chaos.trial.Trial.Mark;
import io.millrace.chaos.wire.Names;
import java.time.Duration;

/** Row 3: a replica stands still for longer than its session and its transaction, then goes on as if nothing had been. */
final class Zombie extends Scenario {
    /** Session 6 s, transaction 10 s. */
    private static final Duration STILL = Duration.ofSeconds(13);

    private static final int FLOW = 400;
    private static final int ROUND_SECONDS = 40;

    Zombie() {
        super(new Row(
                3,
                "zombie",
                "SIGSTOP beyond session and transaction time-out, then SIGCONT",
                "nothing of it visible; taken over within session + 1 s; it rejoins by itself",
                75));
    }

    @Override
    public boolean comparable() {
        return true;
    }

    @Override
    public void inject(Trial trial) {
        for (int round = 0; round < trial.rounds(ROUND_SECONDS); round++) {
            Replica replica = trial.replica(round % 2 == 0 ? "b" : "a");
            trial.awaitShares(replica);
            trial.flow(FLOW + trial.random().nextInt(FLOW));
            int lost = replica.lost(Names.TALLY);
            Mark still = trial.fault("SIGSTOP " + replica.name(), Trial.tasks(replica), replica::halt);
            trial.recovered(still, PATIENCE, (plan().sessionSeconds() + 1L) * SECOND_MS);
            trial.pass(STILL.minusNanos(System.nanoTime() - still.nanos()));
            Mark awake = trial.mark("SIGCONT " + replica.name(), Trial.allTasks(), replica::goOn);
            trial.recovered(awake, PATIENCE);
            trial.mustHappen(
                    replica.name() + " rejoins by itself",
                    PATIENCE,
                    () -> replica.said(trial.program().lost())
                            && !Trial.tasks(replica).isEmpty());
        }
    }
}
