package io.millrace.chaos.scenario;

import io.millrace.chaos.cluster.Replica;
import io.millrace.chaos.problem.Problem;
import io.millrace.chaos.trial.Trial;
import io.millrace.chaos.trial.Trial.Mark;
import io.millrace.chaos.wire.Names;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** Row 9: a task's directory is damaged while its replica is away. */
final class CorruptedState extends Scenario {
    private static final int FLOW = 400;

    CorruptedState() {
        super(new Row(
                9,
                "corrupted",
                "state directory: flipped bytes (log, tables, manifest), truncated and missing files, two tasks swapped, an old copy",
                "detected; that task made whole from its changelog; never silently wrong",
                150));
    }

    @Override
    public void inject(Trial trial) {
        Replica replica = trial.replica("b");
        for (Damage damage : Damage.values()) {
            String what = damage.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            Set<Integer> tasks = away(trial, replica);
            int hit = tasks.iterator().next();
            trial.fault(what, tasks, () -> damage(damage, trial, replica, tasks));
            Mark started = trial.mark("restarted over " + what, tasks, replica::start);
            trial.recovered(started, PATIENCE);
            trial.awaitShares(replica);
            // From the beginning, or from as far as its log can be read: which of the two is for G4 and G8 to judge. At
            // the
            // start, or when what is damaged is read.
            trial.mustHappen(
                    what + ": task " + hit + " is made whole by replaying",
                    PATIENCE,
                    () -> replica.replayed(Names.TALLY, hit) > 0);
        }
        oldCopy(trial, replica);
    }

    /** Gone, in order, so that all it has is on its disk. */
    private static Set<Integer> away(Trial trial, Replica replica) {
        trial.awaitShares(replica);
        trial.flow(FLOW);
        Set<Integer> tasks = Trial.tasks(replica);
        replica.end();
        return tasks;
    }

    private static void damage(Damage damage, Trial trial, Replica replica, Set<Integer> tasks) {
        Path tally = replica.state().resolve(Names.TALLY);
        Integer[] both = tasks.toArray(Integer[]::new);
        try {
            damage.to(
                    tally.resolve(both[0].toString()), tally.resolve(both[both.length - 1].toString()), trial.random());
        } catch (IOException e) {
            throw new Problem(Problem.Code.FILE, "cannot damage " + tally + ": " + e, e);
        }
    }

    private static void oldCopy(Trial trial, Replica replica) {
        Set<Integer> tasks = away(trial, replica);
        Path task = replica.state()
                .resolve(Names.TALLY)
                .resolve("" + tasks.iterator().next());
        Path copy = trial.folder().resolve("old-copy");
        Damage.copy(task, copy);
        replica.start();
        away(trial, replica);
        trial.fault("old copy put back", tasks, () -> Damage.putBack(copy, task));
        Mark started = trial.mark("restarted over an old copy", tasks, replica::start);
        trial.recovered(started, PATIENCE);
        trial.awaitShares(replica);
    }
}
