package io.millrace.chaos.streams;

import io.millrace.chaos.wire.Event;
import io.millrace.chaos.wire.Linked;
import io.millrace.chaos.wire.Names;
import io.millrace.testkit.check.Chain;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** {@link Names#ORDERED} as far as Kafka Streams can: in order of arrival, without timers. */
final class Linking extends Counting {
    Linking(Running running) {
        super(Names.ORDERED, running);
    }

    @Override
    Count next(Count before, Event event, RecordMetadata at) {
        long n = before.n() + 1;
        return new Count(n, before.sum(), Chain.next(before.chain(), n, event.uid(), event.at()));
    }

    @Override
    String text(Count count, Event event, RecordMetadata at) {
        return new Linked(
                        false,
                        event.uid(),
                        at.partition(),
                        at.offset(),
                        event.at(),
                        count.n(),
                        count.chain(),
                        Linked.SETS_NONE)
                .text();
    }
}
