package io.millrace.chaos.scenario;

import io.millrace.chaos.cluster.Replica;
import io.millrace.chaos.trial.Plan;
import io.millrace.chaos.trial.Trial;
import io.millrace.chaos.trial.Trial.Mark;
import io.millrace.chaos.wire.Names;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** Row 20: the changelog has a clean-up policy that would delete state. */
final class BadChangelog extends Scenario {
    private static final int FLOW = 400;
    /** As the protocol writes it. */
    private static final long TO_THE_END = -1;

    private static final String POLICY = "cleanup.policy";

    BadChangelog() {
        super(new Row(
                20,
                "changelog",
                "wrong clean-up policy of a changelog; a changelog cut off by a tool",
                "refused at start with the reason; the local directory is kept",
                110));
    }

    @Override
    public void inject(Trial trial) {
        List<Replica> both = List.of(trial.replica("a"), trial.replica("b"));
        both.forEach(trial::awaitShares);
        trial.flow(FLOW);
        both.forEach(Replica::end);
        trial.fault("changelog would be deleted", Trial.allTasks(), () -> set(trial, Names.TALLY, "delete"));
        Replica first = both.get(0);
        first.start();
        trial.mustHappen(
                "a is refused, and says why",
                PATIENCE,
                () -> first.said(POLICY) && first.said(Names.changelog(Names.TALLY)));
        trial.expect(Trial.tasks(first).isEmpty(), "a runs no task of " + Names.TALLY);
        trial.expect(Files.isDirectory(first.state().resolve(Names.TALLY)), "a's directory is kept");
        first.kill();
        set(trial, Names.TALLY, "compact");
        Mark started =
                trial.mark("restarted with the right policy", Trial.allTasks(), () -> both.forEach(Replica::start));
        trial.recovered(started, PATIENCE);
        both.forEach(trial::awaitShares);
        truncated(trial, both);
    }

    /** What only the directories hold now must not be wiped, and nobody may go on without it. */
    private static void truncated(Trial trial, List<Replica> both) {
        trial.flow(FLOW);
        both.forEach(Replica::end);
        trial.abandon(Names.WINDOWS);
        trial.fault("changelog of windows cut off", Trial.allTasks(), () -> cutOff(trial));
        Mark started =
                trial.mark("restarted without that changelog", Trial.allTasks(), () -> both.forEach(Replica::start));
        trial.recovered(started, PATIENCE);
        for (Replica replica : both) {
            trial.mustHappen(
                    replica.name() + " says which changelog was cut off",
                    PATIENCE,
                    () -> replica.lines("ERROR").stream().anyMatch(line -> line.contains(Names.WINDOWS)));
            trial.expect(replica.tasks(Names.WINDOWS).isEmpty(), replica.name() + " runs no task of " + Names.WINDOWS);
            trial.expect(
                    replica.madeAnew().stream().noneMatch(task -> task.startsWith(Names.WINDOWS)),
                    replica.name() + " keeps the directories, which may be the only copies; made anew: "
                            + replica.madeAnew());
        }
    }

    /** Kafka deletes no records of a topic that is compacted only. */
    private static void cutOff(Trial trial) {
        set(trial, Names.WINDOWS, "compact,delete");
        Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
        for (int partition = 0; partition < Plan.PARTITIONS; partition++) {
            all.put(
                    new TopicPartition(Names.changelog(Names.WINDOWS), partition),
                    RecordsToDelete.beforeOffset(TO_THE_END));
        }
        get(trial.admin().deleteRecords(all).all());
        set(trial, Names.WINDOWS, "compact");
    }

    private static void set(Trial trial, String listener, String policy) {
        ConfigResource changelog = new ConfigResource(ConfigResource.Type.TOPIC, Names.changelog(listener));
        AlterConfigOp set = new AlterConfigOp(new ConfigEntry(POLICY, policy), AlterConfigOp.OpType.SET);
        get(trial.admin()
                .incrementalAlterConfigs(Map.of(changelog, List.of(set)))
                .all());
    }
}
