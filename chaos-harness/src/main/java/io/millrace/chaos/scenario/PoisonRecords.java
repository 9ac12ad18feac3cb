package io.millrace.chaos.scenario;

import io.millrace.chaos.cluster.Replica;
import io.millrace.chaos.trial.Trial;
import io.millrace.chaos.trial.Trial.Mark;
import io.millrace.chaos.wire.Event.Trouble;
import java.util.List;

/** Rows 11 and 12: records that nobody can handle, or whose effect is too large to be written, some of them before a kill. */
final class PoisonRecords extends Scenario {
    private static final int ROUND_SECONDS = 20;
    private static final int FLOW = 600;
    private static final int EACH_MAX = 4;

    private final List<Trouble> troubles;
    private final boolean unreadable;

    PoisonRecords(Row row, boolean unreadable, Trouble... troubles) {
        super(row);
        this.unreadable = unreadable;
        this.troubles = List.of(troubles);
    }

    static PoisonRecords thrown() {
        return new PoisonRecords(
                new Row(
                        11,
                        "poison",
                        "bytes nobody can read; handler throws always, twice, overflows its stack; a kill in between",
                        "bounded retries, one dead letter in the same transaction, order of other keys kept",
                        80),
                true,
                Trouble.THROWS,
                Trouble.THROWS_TWICE,
                Trouble.OVERFLOWS);
    }

    static PoisonRecords oversized() {
        return new PoisonRecords(
                new Row(
                        12,
                        "oversized",
                        "an output, or only a state value, above the largest record; a kill in between",
                        "refused before it is written; the record undone; one dead letter",
                        80),
                false,
                Trouble.FAT_OUTPUT,
                Trouble.FAT_STATE);
    }

    @Override
    public void inject(Trial trial) {
        for (int round = 0; round < trial.rounds(ROUND_SECONDS); round++) {
            trial.awaitShares(trial.replica("a"), trial.replica("b"));
            Mark fed = trial.fault("poison fed", Trial.allTasks(), () -> feed(trial));
            trial.recovered(fed, PATIENCE);
            trial.flow(FLOW);
            Replica replica = trial.replica(trial.random().nextBoolean() ? "a" : "b");
            feed(trial);
            Mark killed = trial.kill(replica);
            Mark started = trial.mark("restarted over poison", killed.tasks(), replica::start);
            trial.recovered(started, PATIENCE);
        }
    }

    private void feed(Trial trial) {
        troubles.forEach(
                trouble -> trial.feeder().trouble(trouble, 1 + trial.random().nextInt(EACH_MAX)));
        if (unreadable) {
            trial.feeder().unreadable(1 + trial.random().nextInt(EACH_MAX));
        }
    }
}
