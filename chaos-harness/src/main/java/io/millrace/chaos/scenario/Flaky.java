package io.millrace.chaos.scenario;

import io.millrace.chaos.cluster.Link;
import io.millrace.chaos.trial.Trial;
import io.millrace.chaos.trial.Trial.Mark;
import java.time.Duration;
import java.util.List;

/** Row 7: everything is slow and in small pieces, connections break, and what ends transactions is held up. */
final class Flaky extends Scenario {
    private static final Duration STEP = Duration.ofSeconds(2);
    private static final int ROUND_SECONDS = 8;
    private static final int DELAY_MS_MAX = 60;
    private static final int SLICE_BYTES_MAX = 700;
    private static final double BROKEN = 0.4;
    private static final long END_MS = 1_500;

    Flaky() {
        super(new Row(
                7,
                "flaky",
                "network: latency, small slices, resets; then only EndTxn held up by 1.5 s",
                "G5 and liveness",
                90));
    }

    @Override
    public void inject(Trial trial) {
        List<Link> links = trial.brokers().links();
        trial.fault("slow and flaky network", Trial.allTasks(), () -> {});
        for (int round = 0; round < trial.rounds(ROUND_SECONDS); round++) {
            links.forEach(link -> {
                link.delay(trial.random().nextInt(DELAY_MS_MAX));
                link.slice(1 + trial.random().nextInt(SLICE_BYTES_MAX));
            });
            trial.pass(STEP);
            links.forEach(link -> link.reset(trial.random(), BROKEN));
            trial.pass(STEP);
        }
        Mark healed = trial.mark("network well again", Trial.allTasks(), () -> links.forEach(Link::heal));
        trial.recovered(healed, PATIENCE);
        Mark slowEnd = trial.fault(
                "EndTxn held up", Trial.allTasks(), () -> links.forEach(link -> link.delayEndOfTransactions(END_MS)));
        trial.recovered(slowEnd, PATIENCE);
        trial.pass(STEP.multipliedBy(5));
    }
}
