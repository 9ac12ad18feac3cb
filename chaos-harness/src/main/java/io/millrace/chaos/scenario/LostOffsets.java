package io.millrace.chaos.scenario;

import io.millrace.chaos.cluster.Replica;
import io.millrace.chaos.trial.Trial;
import io.millrace.chaos.trial.Trial.Mark;
import io.millrace.chaos.wire.Names;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Row 26: the group's offsets are reset to the beginning by a tool, then deleted, then brought back as they were. */
final class LostOffsets extends Scenario {
    private static final int FLOW = 400;
    private static final String REFUSAL = "millrace.reset";

    LostOffsets() {
        super(new Row(
                26,
                "offsets",
                "committed offsets reset to the beginning, then deleted, over existing state",
                "refused start with the ways out; nothing applied twice; goes on when they are back",
                80));
    }

    @Override
    public void inject(Trial trial) {
        List<Replica> both = List.of(trial.replica("a"), trial.replica("b"));
        both.forEach(trial::awaitShares);
        trial.flow(FLOW);
        both.forEach(Replica::end);
        String group = Names.group(Names.TALLY);
        Map<TopicPartition, OffsetAndMetadata> were =
                get(trial.admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        Map<TopicPartition, OffsetAndMetadata> zero = new HashMap<>();
        were.keySet().forEach(partition -> zero.put(partition, new OffsetAndMetadata(0)));
        trial.await(
                "the group to be empty",
                PATIENCE,
                () -> done(trial.admin().alterConsumerGroupOffsets(group, zero).all()));
        refused(trial, "offsets reset to the beginning");
        trial.await(
                "the group to be empty",
                PATIENCE,
                () -> done(trial.admin()
                        .deleteConsumerGroupOffsets(group, were.keySet())
                        .all()));
        refused(trial, "offsets deleted");
        trial.await(
                "the group to be empty",
                PATIENCE,
                () -> done(trial.admin().alterConsumerGroupOffsets(group, were).all()));
        Mark started = trial.mark("restarted with its offsets", Trial.allTasks(), () -> both.forEach(Replica::start));
        trial.recovered(started, PATIENCE);
        both.forEach(trial::awaitShares);
    }

    private static void refused(Trial trial, String what) {
        Replica replica = trial.replica("a");
        trial.fault(what, Trial.allTasks(), replica::start);
        trial.mustHappen("a is refused with the ways out: " + what, PATIENCE, () -> replica.said(REFUSAL));
        trial.expect(Trial.tasks(replica).isEmpty(), "a runs no task: " + what);
        replica.kill();
    }

    private static boolean done(KafkaFuture<?> asked) {
        try {
            asked.get();
            return true;
        } catch (ExecutionException notYet) {
            return false;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }
}
