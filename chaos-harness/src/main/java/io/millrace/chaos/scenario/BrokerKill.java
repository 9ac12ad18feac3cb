package io.millrace.chaos.scenario;

import io.millrace.chaos.cluster.Replica;
import io.millrace.chaos.trial.Plan;
import io.millrace.chaos.trial.Trial;
import io.millrace.chaos.trial.Trial.Mark;
import java.time.Duration;

/** Row 4: a broker is killed and comes back, as the only one or as one of three. */
final class BrokerKill extends Scenario {
    private static final long HEALED_MS_MAX = 15_000;
    private static final Duration AWAY = Duration.ofSeconds(8);
    private static final int FLOW = 400;
    private static final int ROUND_SECONDS = 30;
    /** Of a core: nobody knocks at a closed door without a pause. */
    private static final double BUSY_MAX = 0.5;

    private final int brokers;

    BrokerKill(int brokers) {
        super(
                brokers == 1
                        ? new Row(
                                4,
                                "broker",
                                "kill -9 of the only broker, back after 8 s",
                                "resumes 15 s after it is back; no busy loop meanwhile",
                                80)
                        : new Row(
                                4,
                                "brokers",
                                "kill -9 of one of three brokers (RF 3, min ISR 2), back after 8 s",
                                "resumes within 15 s of the kill; no busy loop meanwhile",
                                120));
        this.brokers = brokers;
    }

    @Override
    Plan plan() {
        // A controller that dies with the only broker takes the dead one for alive when both are back, and Kafka 4.3.1
        // then ends
        // transactions without their markers: nobody reads what is behind them any more.
        return brokers == 1 ? Plan.usual().withControllerApart() : Plan.usual().withBrokers(brokers);
    }

    @Override
    public void inject(Trial trial) {
        for (int round = 0; round < trial.rounds(ROUND_SECONDS); round++) {
            // One broker is never killed: the log of a re-keyed topic, whose read part is deleted, stays whole there.
            int id = brokers == 1 ? 1 : 1 + round % (brokers - 1);
            trial.awaitShares(trial.replica("a"), trial.replica("b"));
            trial.flow(FLOW);
            Mark killed = trial.fault("kill -9 broker " + id, Trial.allTasks(), () -> trial.brokers()
                    .kill(id));
            away(trial);
            if (brokers > 1) {
                trial.recovered(killed, PATIENCE, HEALED_MS_MAX);
            }
            trial.brokers().restart(id);
            Mark back = trial.mark("broker back", Trial.allTasks(), () -> {});
            trial.recovered(back, PATIENCE, HEALED_MS_MAX);
        }
    }

    private void away(Trial trial) {
        Replica replica = trial.replica("a");
        Duration before = replica.cpu();
        trial.pass(AWAY);
        double busy = replica.cpu().minus(before).toMillis() / (double) AWAY.toMillis();
        if (brokers == 1) {
            trial.expect(busy < BUSY_MAX, String.format("no busy loop without a broker: %.2f of a core", busy));
        }
    }
}
