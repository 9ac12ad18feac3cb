package io.millrace.chaos.trial;

import io.millrace.chaos.cluster.Link;
import io.millrace.chaos.cluster.Replica;
import io.millrace.chaos.record.Exactness;
import io.millrace.chaos.wire.Event;
import io.millrace.chaos.wire.Linked;
import io.millrace.chaos.wire.Names;
import io.millrace.chaos.wire.Tallied;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * What comes after a scenario whose replicas are not the framework's: heal, catch up, stop in order, and compare what is
 * committed with the input.
 */
public final class ExactEnding {
    private static final Duration CALM = Duration.ofSeconds(2);
    private static final Duration CAUGHT_UP = Duration.ofSeconds(90);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Trial trial;
    private final long startedNanos;

    /** @param startedNanos when the trial began */
    public ExactEnding(Trial trial, long startedNanos) {
        this.trial = trial;
        this.startedNanos = startedNanos;
    }

    /** Ends the trial and says what came of it. */
    public Outcome end() {
        trial.brokers().links().forEach(Link::heal);
        trial.pass(CALM);
        trial.feeder().finish();
        Exactness exactness = new Exactness();
        long[] inputs = {0};
        read(Names.EVENTS, input -> {
            exactness.input(input.key(), input.partition(), input.offset(), Event.of(input.value()));
            inputs[0]++;
        });
        trial.tell("waiting until everything is handled");
        catchUp(inputs[0]);
        stop();
        trial.tell("comparing outputs with inputs");
        read(Names.TALLIES, output -> exactness.tallied(output.key(), Tallied.of(text(output))));
        read(Names.LINKS, output -> exactness.linked(output.key(), Linked.of(text(output))));
        exactness.differences().forEach(difference -> trial.expect(false, difference));
        Findings findings = trial.findings();
        return new Outcome(
                null,
                findings.unkept(),
                findings.slow(),
                findings.recoveries(),
                new Outcome.Figures(
                        trial.feeder().acked(),
                        0,
                        trial.fleet().kills(),
                        (System.nanoTime() - startedNanos) / 1_000_000_000));
    }

    private void catchUp(long inputs) {
        try {
            trial.mustHappen(
                    "two outputs for each of " + inputs + " inputs",
                    CAUGHT_UP,
                    () -> trial.reader().count() >= 2 * inputs);
        } catch (Unkept late) {
            trial.expect(false, late.getMessage() + ": " + trial.reader().count());
        }
    }

    private void stop() {
        for (Replica replica : trial.replicas()) {
            trial.expect(
                    replica.isAlive(), "replica " + replica.name() + " is alive at the end; its log: " + replica.log());
        }
        List<Replica> alive = trial.replicas().stream().filter(Replica::isAlive).toList();
        alive.forEach(Replica::askToEnd);
        alive.forEach(Replica::awaitEnd);
    }

    /** What is committed in a topic, each partition in its order. */
    private void read(String topic, Consumer<ConsumerRecord<String, byte[]>> each) {
        List<TopicPartition> partitions = IntStream.range(0, Plan.PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", trial.brokers().bootstrap(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(POLL).forEach(each);
            }
        }
    }

    private static String text(ConsumerRecord<String, byte[]> output) {
        return new String(output.value(), StandardCharsets.UTF_8);
    }
}
