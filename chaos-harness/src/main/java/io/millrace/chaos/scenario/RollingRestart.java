package io.millrace.chaos.scenario;

import io.millrace.chaos.cluster.Replica;
import io.millrace.chaos.trial.Trial;
import io.millrace.chaos.trial.Trial.Mark;
import java.util.List;
import java.util.Map;

/** Row 2: replicas are asked to end and come back one after the other; then one leaves for good. */
final class RollingRestart extends Scenario {
    private static final long RESTARTED_MS_MAX = 4_000;
    private static final long LEFT_MS_MAX = 3_000;
    private static final int FLOW = 400;
    private static final int ROUND_SECONDS = 30;

    RollingRestart() {
        super(new Row(
                2,
                "rolling",
                "SIGTERM: rolling restart of static members, then one that leaves",
                "no wait for a transaction time-out; restarted: outputs 4 s after its start; left: others within 3 s",
                90));
    }

    @Override
    public void inject(Trial trial) {
        List<Replica> both = List.of(trial.replica("a"), trial.replica("b"));
        for (int round = 0; round < trial.rounds(ROUND_SECONDS); round++) {
            Replica replica = both.get(round % both.size());
            trial.awaitShares(replica);
            trial.flow(FLOW);
            Mark ended = trial.fault("SIGTERM " + replica.name(), Trial.tasks(replica), replica::end);
            Mark started = trial.mark("restarted in order", ended.tasks(), () -> replica.start(leaving()));
            trial.recovered(started, PATIENCE, RESTARTED_MS_MAX);
        }
        // Both bear the setting now, if there were two rounds; this one does for certain.
        Replica leaves = trial.replica("a");
        trial.awaitShares(leaves, trial.replica("b"));
        trial.flow(FLOW);
        Mark left = trial.fault("SIGTERM a, which leaves", Trial.tasks(leaves), leaves::askToEnd);
        trial.recovered(left, PATIENCE, LEFT_MS_MAX);
        leaves.awaitEnd();
        leaves.start();
        trial.awaitShares(leaves);
    }

    private static Map<String, String> leaving() {
        return Map.of("millrace.leave-on-stop", "true");
    }
}
