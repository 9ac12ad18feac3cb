package io.millrace.chaos.scenario;

import io.millrace.chaos.problem.Problem;
import io.millrace.chaos.trial.Plan;
import io.millrace.chaos.trial.Trial;
import io.millrace.chaos.trial.Trial.Mark;
import io.millrace.chaos.wire.Names;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.TransactionListing;

/** Row 5: the broker dies that coordinates the group, then the one that coordinates transactions. */
final class CoordinatorMove extends Scenario {
    private static final long MOVED_MS_MAX = 15_000;
    private static final int FLOW = 400;

    CoordinatorMove() {
        super(new Row(
                5,
                "coordinator",
                "kill -9 of the leader of the group's offsets, then of the transactions' state; three brokers",
                "resumes within 15 s of the kill",
                110));
    }

    @Override
    Plan plan() {
        return Plan.usual().withBrokers(3);
    }

    @Override
    public void inject(Trial trial) {
        move(trial, "group coordinator", group(trial));
        move(trial, "transaction coordinator", transactions(trial));
    }

    private static void move(Trial trial, String what, int id) {
        trial.awaitShares(trial.replica("a"), trial.replica("b"));
        trial.flow(FLOW);
        Mark killed = trial.fault(
                "kill -9 " + what, Trial.allTasks(), () -> trial.brokers().kill(id));
        trial.recovered(killed, PATIENCE, MOVED_MS_MAX);
        trial.brokers().restart(id);
        trial.flow(FLOW);
    }

    private static int group(Trial trial) {
        String group = Names.group(Names.TALLY);
        try {
            return trial.admin()
                    .describeConsumerGroups(List.of(group))
                    .all()
                    .get()
                    .get(group)
                    .coordinator()
                    .id();
        } catch (ExecutionException e) {
            throw unknown(group, e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static int transactions(Trial trial) {
        String prefix = Names.group(Names.TALLY) + ".";
        try {
            String id = trial.admin().listTransactions().all().get().stream()
                    .map(TransactionListing::transactionalId)
                    .filter(name -> name.startsWith(prefix))
                    .findFirst()
                    .orElseThrow(() -> unknown(prefix, null));
            return trial.admin()
                    .describeTransactions(List.of(id))
                    .description(id)
                    .get()
                    .coordinatorId();
        } catch (ExecutionException e) {
            throw unknown(prefix, e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static Problem unknown(String what, Exception e) {
        return new Problem(Problem.Code.NOT_REACHED, "nobody knows the coordinator of " + what, e);
    }
}
