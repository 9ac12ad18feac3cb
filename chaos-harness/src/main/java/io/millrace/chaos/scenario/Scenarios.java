package io.millrace.chaos.scenario;

import io.millrace.chaos.feed.Load;
import io.millrace.chaos.problem.Problem;
import io.millrace.chaos.trial.Plan;
import java.util.List;
import java.util.stream.Collectors;

/** All scenarios there are, in the order of the fault table. */
public final class Scenarios {
    public static final List<Scenario> ALL = List.of(
            new KillReplica(),
            new RollingRestart(),
            new Zombie(),
            new BrokerKill(1),
            new BrokerKill(3),
            new CoordinatorMove(),
            new Cut(),
            new Flaky(),
            new DiskFull(),
            new CorruptedState(),
            new ForeignState(),
            PoisonRecords.thrown(),
            PoisonRecords.oversized(),
            new SlowHandler(),
            new Storm(),
            new Stall(),
            new ClockJumps(),
            new PoisonedTimes(),
            new IdlePartition(),
            new TopicTrouble(),
            new BadChangelog(),
            new MissingRight(),
            new Credentials(),
            new BadProducer(),
            new Fuzz(),
            new UpstreamDeath(),
            new LostOffsets());

    /** Rows of the fault table that nobody injects here, and what covers them. */
    public static final List<Row> MISSING = List.of();

    private Scenarios() {}

    /** So little that a build has time for it. */
    private static final Load LIGHT = new Load(150, 48, 16);

    /** {@code kill} at two of its points. */
    public static Scenario shortKill() {
        return new KillReplica(
                new KillReplica.Course(List.of("AFTER_SEND_OFFSETS", "AFTER_COMMIT"), 1, true),
                Plan.usual().withLoad(LIGHT));
    }

    /** {@code kill} of a service that promises less: its outputs may come twice, and the check must find that they do. */
    public static Scenario killWithRepetition() {
        return new KillReplica(
                new KillReplica.Course(List.of("AFTER_FLUSH"), 0, false),
                Plan.usual()
                        .withLoad(LIGHT)
                        .with("millrace.defaults.guarantee", "at-least-once")
                        .with("millrace.defaults.commit-interval", "500ms"));
    }

    /** @throws Problem MR-0930 if there is none of that name or number */
    public static Scenario of(String nameOrNumber) {
        return ALL.stream()
                .filter(scenario -> scenario.row().name().equals(nameOrNumber)
                        || Integer.toString(scenario.row().number()).equals(nameOrNumber))
                .findFirst()
                .orElseThrow(() -> new Problem(
                        Problem.Code.COMMAND,
                        "there is no fault '" + nameOrNumber + "': "
                                + ALL.stream()
                                        .map(scenario -> scenario.row().name())
                                        .collect(Collectors.joining(", "))));
    }
}
