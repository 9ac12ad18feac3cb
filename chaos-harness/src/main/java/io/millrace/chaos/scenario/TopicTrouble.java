package io.millrace.chaos.scenario;

import io.millrace.chaos.cluster.Replica;
import io.millrace.chaos.trial.Trial;
import io.millrace.chaos.trial.Trial.Mark;
import io.millrace.chaos.wire.Names;
import java.util.Map;
import org.apache.kafka.clients.admin.NewPartitions;

/** Row 19: an input topic gets more partitions under its listener's state. */
final class TopicTrouble extends Scenario {
    private static final int PARTITIONS = 6;
    private static final int FLOW = 400;

    TopicTrouble() {
        super(new Row(
                19,
                "topics",
                "partitions added to an input topic (deleted and recreated topics: acceptance tests)",
                "its listener stops with a named error and the way out; the others go on",
                60));
    }

    @Override
    public void inject(Trial trial) {
        trial.flow(FLOW);
        // What is written behind the new number of partitions would have keys in two of them.
        trial.feeder().silence(key -> key.startsWith("c"));
        trial.abandon(Names.WINDOWS);
        Mark grown = trial.fault("partitions added", Trial.allTasks(), () -> grow(trial));
        for (Replica replica : trial.replicas()) {
            trial.mustHappen("windows stops on " + replica.name() + "", PATIENCE, () -> replica.gaveUp()
                    .contains(code(384)));
        }
        trial.recovered(grown, PATIENCE);
        trial.recovered(Names.ORDERED, grown, PATIENCE);
    }

    private static void grow(Trial trial) {
        get(trial.admin()
                .createPartitions(Map.of(Names.CLICKS, NewPartitions.increaseTo(PARTITIONS)))
                .all());
    }
}
