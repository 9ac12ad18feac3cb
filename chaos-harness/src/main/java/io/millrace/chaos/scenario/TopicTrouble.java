package io.millrace.chaos.scenario;

import io.millrace.chaos.cluster.Replica;
import io.millrace.chaos.trial.Plan;
import io.millrace.chaos.trial.Trial;
import io.millrace.chaos.trial.Trial.Mark;
import io.millrace.chaos.wire.Names;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Row 19: an input topic gets more partitions under its listener's state; another one's changelog is made anew. */
final class TopicTrouble extends Scenario {
    private static final int PARTITIONS = 6;
    private static final int FLOW = 400;
    private static final String WAY_OUT = "millrace.reset";

    TopicTrouble() {
        super(new Row(
                19,
                "topics",
                "partitions added to an input topic; a changelog deleted and made anew (while the service is down:"
                        + " acceptance tests)",
                "their listeners stop with a named error and the way out; the others go on",
                70));
    }

    @Override
    public void inject(Trial trial) {
        trial.flow(FLOW);
        // What is written behind the new number of partitions would have keys in two of them.
        trial.feeder().silence(key -> key.startsWith("c"));
        trial.abandon(Names.WINDOWS);
        Mark grown = trial.fault("partitions added", Trial.allTasks(), () -> grow(trial));
        stops(trial, Names.CLICKS);
        trial.recovered(grown, PATIENCE);
        trial.recovered(Names.ORDERED, grown, PATIENCE);

        String changelog = Names.changelog(Names.ORDERED);
        trial.abandon(Names.ORDERED);
        Mark anew = trial.fault("changelog made anew", Trial.allTasks(), () -> makeAnew(trial, changelog));
        stops(trial, changelog);
        trial.recovered(anew, PATIENCE);
    }

    private static void stops(Trial trial, String topic) {
        for (Replica replica : trial.replicas()) {
            trial.mustHappen(
                    replica.name() + " stops a listener over " + topic + " and says what to do",
                    PATIENCE,
                    () -> replica.lines("ERROR").stream()
                            .anyMatch(line -> line.contains("MR-") && line.contains(topic) && line.contains(WAY_OUT)));
        }
    }

    private static void grow(Trial trial) {
        get(trial.admin()
                .createPartitions(Map.of(Names.CLICKS, NewPartitions.increaseTo(PARTITIONS)))
                .all());
    }

    private static void makeAnew(Trial trial, String changelog) {
        get(trial.admin().deleteTopics(List.of(changelog)).all());
        NewTopic anew = new NewTopic(changelog, Plan.PARTITIONS, (short) 1)
                .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
        trial.await("the name to be free", PATIENCE, () -> made(trial, anew));
    }

    private static boolean made(Trial trial, NewTopic topic) {
        try {
            trial.admin().createTopics(List.of(topic)).all().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }
}
