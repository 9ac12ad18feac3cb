package io.millrace.demo.run;

import io.millrace.demo.problem.Problem;
import io.millrace.demo.run.EventOrder.Event;
import io.millrace.demo.wire.Messages;
import io.millrace.demo.wire.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends the input, each record once, in one pass in event-time order. Single-threaded but for {@link #feedNow}. */
final class Feeder implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final EventOrder order;
    private final Progress progress;

    Feeder(String bootstrapServers, EventOrder order, Progress progress) {
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "client.id",
                        "demo-feeder",
                        "enable.idempotence",
                        true,
                        "batch.size",
                        128 << 10,
                        "linger.ms",
                        2,
                        "buffer.memory",
                        64L << 20),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.order = order;
        this.progress = progress;
    }

    /** Sends everything up to the stream's last transaction, each at its time; labels go with the one before them. */
    void feed(Pace pace) {
        long position = 0;
        for (Optional<Event> event = order.next(); event.isPresent(); event = order.next()) {
            if (!event.get().label()) {
                pace.awaitDue(position++);
            }
            send(event.get());
        }
        producer.flush();
    }

    /** Sends these at once, among whatever else is being sent; from any thread. */
    void feedNow(List<ProducerRecord<byte[], byte[]>> records) {
        records.forEach(this::send);
        producer.flush();
    }

    /** Sends the labels that are left and the end-of-input marks. */
    void end(int partitions) {
        for (Optional<Event> event = order.nextLabel(); event.isPresent(); event = order.nextLabel()) {
            send(event.get());
        }
        for (String topic : Topics.INPUTS) {
            for (int partition = 0; partition < partitions; partition++) {
                send(Messages.end(topic, partition));
            }
        }
        producer.flush();
    }

    private void send(Event event) {
        if (event.label()) {
            send(Messages.label(event.transaction()));
        } else {
            send(Messages.transaction(event.transaction()));
            progress.transactionSent();
        }
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        progress.check();
        producer.send(record, (metadata, failed) -> {
            if (failed != null) {
                progress.fail(new Problem(
                        Problem.Code.BROKER,
                        "the broker did not take an input record: " + failed.getMessage(),
                        failed));
            }
        });
    }

    @Override
    public void close() {
        producer.close();
    }
}
