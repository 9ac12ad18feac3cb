package io.millrace.chaos.scenario;

import io.millrace.chaos.cluster.Replica;
import io.millrace.chaos.trial.Plan;
import io.millrace.chaos.trial.Trial;
import io.millrace.chaos.trial.Trial.Mark;
import java.time.Duration;
import java.util.List;

/** Row 14: replicas come and go without a pause. */
final class Storm extends Scenario {
    private static final long STEP_MS_MIN = 500;
    private static final int STEP_MS_SPREAD = 1_500;
    private static final int ROUND_SECONDS = 5;
    private static final int FLOW = 200;

    Storm() {
        super(new Row(
                14,
                "storm",
                "rebalance storm: two of three replicas join, leave and die every 0.5 to 2 s; dynamic members",
                "G0-G14; progress; no restore from the beginning where there is a directory",
                110));
    }

    @Override
    Plan plan() {
        return Plan.usual().withReplicas("a", "b", "c").dynamic();
    }

    @Override
    public void inject(Trial trial) {
        List<Replica> restless = List.of(trial.replica("b"), trial.replica("c"));
        restless.forEach(trial::awaitShares);
        trial.flow(FLOW);
        int before = trial.reader().count();
        for (int round = 0; round < trial.rounds(ROUND_SECONDS); round++) {
            Replica replica = restless.get(trial.random().nextInt(restless.size()));
            if (!replica.isAlive()) {
                trial.tell("start " + replica.name());
                replica.start();
            } else if (trial.random().nextBoolean()) {
                trial.kill(replica);
            } else {
                trial.fault("SIGTERM " + replica.name(), Trial.tasks(replica), replica::end);
            }
            trial.pass(Duration.ofMillis(STEP_MS_MIN + trial.random().nextInt(STEP_MS_SPREAD)));
        }
        trial.expect(trial.reader().count() > before, "progress in the storm");
        Mark over = trial.mark("the storm is over", Trial.allTasks(), () -> restless.stream()
                .filter(replica -> !replica.isAlive())
                .forEach(Replica::start));
        trial.recovered(over, PATIENCE);
        trial.awaitTasks(trial.replicas());
        for (Replica replica : trial.replicas()) {
            trial.expect(
                    replica.madeAnew().isEmpty(),
                    "no task of " + replica.name() + " is restored from the beginning where it has a directory; but "
                            + replica.madeAnew());
        }
    }
}
