package io.millrace.chaos.scenario;

import io.millrace.chaos.feed.Inputs;
import io.millrace.chaos.trial.Trial;
import io.millrace.chaos.trial.Trial.Mark;
import io.millrace.chaos.wire.Event;
import io.millrace.chaos.wire.Names;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Row 17: event times that cannot be: ten years ahead, and before 1970. */
final class PoisonedTimes extends Scenario {
    private static final int DAYS = 3_650;
    private static final int FLOW = 400;
    private static final Duration CALM = Duration.ofSeconds(8);
    /** Of the clicks that follow; a few per cent are late anyway. */
    private static final double LATE_MAX = 0.3;

    PoisonedTimes() {
        super(new Row(
                17,
                "timestamps",
                "event times ten years ahead, and negative",
                "the watermark does not jump; later on-time data still counts",
                70));
    }

    @Override
    public void inject(Trial trial) {
        trial.flow(FLOW);
        Mark negative = trial.fault("negative times", Trial.allTasks(), () -> {
            send(trial, Names.EVENTS, -1, true);
            send(trial, Names.CLICKS, -5, true);
        });
        trial.recovered(negative, PATIENCE);
        trial.recovered(Names.ORDERED, negative, PATIENCE);
        long ahead = Instant.now().plus(DAYS, ChronoUnit.DAYS).toEpochMilli();
        long late = end(trial, Names.CLICKS_LATE);
        long clicks = end(trial, Names.CLICKS);
        Mark future = trial.fault("times ten years ahead", Trial.allTasks(), () -> {
            send(trial, Names.EVENTS, ahead, true);
            send(trial, Names.CLICKS, ahead, true);
        });
        trial.recovered(future, PATIENCE);
        trial.pass(CALM);
        double share = (end(trial, Names.CLICKS_LATE) - late) / (double) Math.max(1, end(trial, Names.CLICKS) - clicks);
        trial.expect(
                share < LATE_MAX,
                String.format(
                        "on-time data counts behind a time ten years ahead: %.0f%% of all later clicks are late",
                        share * 100));
        trial.recovered(Names.ORDERED, future, Duration.ofSeconds(20));
    }

    private static void send(Trial trial, String topic, long at, boolean poison) {
        long uid = trial.feeder().takeUid();
        ProducerRecord<String, byte[]> record =
                Inputs.record(topic, "odd-" + uid, new Event(uid, 1, 1, at, "g0", Event.Trouble.NONE), false);
        if (poison) {
            record.headers().add(Names.POISON_HEADER, new byte[] {1});
        }
        trial.feeder().send(record);
    }

    private static long end(Trial trial, String topic) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        Trial.allTasks().forEach(partition -> asked.put(new TopicPartition(topic, partition), OffsetSpec.latest()));
        try {
            return trial.admin().listOffsets(asked).all().get().values().stream()
                    .mapToLong(found -> found.offset())
                    .sum();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }
}
