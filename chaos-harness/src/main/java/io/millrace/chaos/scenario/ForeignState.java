package io.millrace.chaos.scenario;

import io.millrace.chaos.cluster.Replica;
import io.millrace.chaos.problem.Problem;
import io.millrace.chaos.trial.Trial;
import io.millrace.chaos.trial.Trial.Mark;
import io.millrace.chaos.wire.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** Row 10: a state directory that is another process's, or is not one. */
final class ForeignState extends Scenario {
    private static final int FLOW = 400;

    ForeignState() {
        super(new Row(
                10,
                "foreign-state",
                "a second process on one state directory; a symbolic link in its place",
                "refuses to start and says what to do; others go on",
                70));
    }

    @Override
    public void inject(Trial trial) {
        Replica owner = trial.replica("a");
        Replica second = trial.replica("c");
        trial.goesFor(second);
        Mark both = trial.fault(
                "second process on a's directory",
                Trial.allTasks(),
                () -> second.start(Map.of("millrace.state-dir", owner.state().toString())));
        trial.mustHappen("c is refused", PATIENCE, () -> second.said(code(404)));
        trial.expect(second.tasks().isEmpty(), "c runs nothing");
        trial.expect(second.said("give each replica its own millrace.state-dir"), "c says what to do");
        trial.recovered(both, PATIENCE);
        second.dispose();

        Replica replica = trial.replica("b");
        trial.awaitShares(replica);
        trial.flow(FLOW);
        Set<Integer> tasks = Trial.tasks(replica);
        replica.end();
        Path tally = replica.state().resolve(Names.TALLY);
        Path elsewhere = trial.folder().resolve("elsewhere");
        trial.fault("symbolic link for a directory", tasks, () -> {
            move(tally, elsewhere);
            link(tally, elsewhere);
        });
        replica.start();
        trial.mustHappen("b is refused", PATIENCE, () -> replica.said(code(406)));
        trial.kill(replica);
        unlink(tally);
        move(elsewhere, tally);
        Mark started = trial.mark("restarted over its own directory", tasks, replica::start);
        trial.recovered(started, PATIENCE);
        trial.awaitShares(replica);
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new Problem(Problem.Code.FILE, "cannot move " + from, e);
        }
    }

    private static void link(Path at, Path to) {
        try {
            Files.createSymbolicLink(at, to.toAbsolutePath());
        } catch (IOException e) {
            throw new Problem(Problem.Code.FILE, "cannot link " + at, e);
        }
    }

    private static void unlink(Path at) {
        try {
            Files.delete(at);
        } catch (IOException e) {
            throw new Problem(Problem.Code.FILE, "cannot delete " + at, e);
        }
    }
}
