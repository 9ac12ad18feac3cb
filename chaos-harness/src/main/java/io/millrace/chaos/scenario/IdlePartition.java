package io.millrace.chaos.scenario;

import io.millrace.chaos.trial.Plan;
import io.millrace.chaos.trial.Trial;
import io.millrace.chaos.trial.Trial.Mark;
import io.millrace.chaos.wire.Names;
import java.time.Duration;

/** Row 18: one input partition has no data for a while. */
final class IdlePartition extends Scenario {
    private static final int IDLE_MS = 2_000;
    private static final int SLACK_MS = 2_000;
    private static final int FLOW = 400;
    private static final int ROUND_SECONDS = 20;
    private static final Duration SILENCE = Duration.ofSeconds(8);

    IdlePartition() {
        super(new Row(
                18,
                "idle",
                "no data on one partition of four for 8 s, idle after 2 s",
                "the watermark advances: outputs behind it 2 s + 2 s later; it never goes back when the partition wakes",
                70));
    }

    @Override
    Plan plan() {
        return Plan.usual().with("millrace.defaults.watermark.idle", IDLE_MS + "ms");
    }

    @Override
    public void inject(Trial trial) {
        for (int round = 0; round < trial.rounds(ROUND_SECONDS); round++) {
            int silent = trial.random().nextInt(Plan.PARTITIONS);
            trial.flow(FLOW);
            Mark idle = trial.fault("partition " + silent + " idle", Trial.allTasks(), () -> trial.feeder()
                    .silence(key -> Names.partition(key, Plan.PARTITIONS) == silent));
            trial.inTime(
                    "outputs behind an idle partition",
                    trial.recovered(Names.ORDERED, idle, PATIENCE),
                    IDLE_MS + SLACK_MS);
            trial.pass(SILENCE);
            Mark awake = trial.mark(
                    "awake again", Trial.allTasks(), () -> trial.feeder().silence(key -> false));
            trial.recovered(awake, PATIENCE);
            trial.recovered(Names.ORDERED, awake, PATIENCE);
        }
    }
}
