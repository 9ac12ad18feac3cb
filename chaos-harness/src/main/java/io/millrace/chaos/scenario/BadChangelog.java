package io.millrace.chaos.scenario;

import io.millrace.chaos.cluster.Replica;
import io.millrace.chaos.trial.Trial;
import io.millrace.chaos.trial.Trial.Mark;
import io.millrace.chaos.wire.Names;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/** Row 20: the changelog has a clean-up policy that would delete state. */
final class BadChangelog extends Scenario {
    private static final int FLOW = 400;
    private static final String POLICY = "cleanup.policy";

    BadChangelog() {
        super(new Row(
                20,
                "changelog",
                "wrong clean-up policy of the changelog",
                "refused at start with the reason; the local directory is kept",
                60));
    }

    @Override
    public void inject(Trial trial) {
        List<Replica> both = List.of(trial.replica("a"), trial.replica("b"));
        both.forEach(trial::awaitShares);
        trial.flow(FLOW);
        both.forEach(Replica::end);
        trial.fault("changelog would be deleted", Trial.allTasks(), () -> set(trial, "delete"));
        Replica first = both.get(0);
        first.start();
        trial.mustHappen(
                "a is refused, and says why",
                PATIENCE,
                () -> first.said(POLICY) && first.said(Names.changelog(Names.TALLY)));
        trial.expect(Trial.tasks(first).isEmpty(), "a runs no task of " + Names.TALLY);
        trial.expect(Files.isDirectory(first.state().resolve(Names.TALLY)), "a's directory is kept");
        first.kill();
        set(trial, "compact");
        Mark started =
                trial.mark("restarted with the right policy", Trial.allTasks(), () -> both.forEach(Replica::start));
        trial.recovered(started, PATIENCE);
        both.forEach(trial::awaitShares);
    }

    private static void set(Trial trial, String policy) {
        ConfigResource changelog = new ConfigResource(ConfigResource.Type.TOPIC, Names.changelog(Names.TALLY));
        AlterConfigOp set = new AlterConfigOp(new ConfigEntry(POLICY, policy), AlterConfigOp.OpType.SET);
        get(trial.admin()
                .incrementalAlterConfigs(Map.of(changelog, List.of(set)))
                .all());
    }
}
