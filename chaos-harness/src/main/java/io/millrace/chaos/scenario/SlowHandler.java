package io.millrace.chaos.scenario;

import io.millrace.chaos.trial.Plan;
import io.millrace.chaos.trial.Trial;
import io.millrace.chaos.trial.Trial.Mark;
import io.millrace.chaos.wire.Event.Trouble;
import java.time.Duration;

/** Row 13: a handler that takes longer than the consumer may stay away from poll. */
final class SlowHandler extends Scenario {
    private static final int POLL_MS_MAX = 7_000;
    /** A static member is replaced only when its session (6 s) is over too. */
    private static final int SLOW_MS = 15_000;

    private static final int ROUND_SECONDS = 60;
    /** Three attempts: as it came, and twice alone. */
    private static final long PASSED_MS_MAX = 75_000;

    private static final Duration PASSED = Duration.ofMinutes(5);
    private static final int FLOW = 400;

    SlowHandler() {
        super(new Row(
                13,
                "slow-handler",
                "a handler sleeps 15 s, beyond max.poll.interval (7 s), session and transaction time-out; once, then always",
                "no visible effect of an eviction; its partition goes on within 75 s; always too slow: a dead letter",
                240));
    }

    @Override
    Plan plan() {
        return Plan.usual()
                .with("kafka.max.poll.interval.ms", Integer.toString(POLL_MS_MAX))
                .with("millrace.chaos.slow-ms", Integer.toString(SLOW_MS));
    }

    @Override
    public void inject(Trial trial) {
        for (int round = 0; round < trial.rounds(ROUND_SECONDS); round++) {
            slow(trial, "a record that is slow once", Trouble.SLOW_ONCE);
            slow(trial, "a record that is always slow", Trouble.SLOW);
        }
    }

    private static void slow(Trial trial, String what, Trouble trouble) {
        trial.flow(FLOW);
        Mark slow = trial.fault(what, Trial.allTasks(), () -> trial.feeder().trouble(trouble, 1));
        trial.recovered(slow, PASSED, PASSED_MS_MAX);
    }
}
