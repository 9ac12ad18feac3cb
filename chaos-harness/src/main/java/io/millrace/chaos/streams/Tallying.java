package io.millrace.chaos.streams;

import io.millrace.chaos.wire.Event;
import io.millrace.chaos.wire.Names;
import io.millrace.chaos.wire.Tallied;
import io.millrace.testkit.check.Chain;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** {@link Names#TALLY}: n, sum and chain of each key, in order of arrival. */
final class Tallying extends Counting {
    private final Halt halt;

    Tallying(Running running, Halt halt) {
        super(Names.TALLY, running);
        this.halt = halt;
    }

    @Override
    public void process(Record<String, Event> record) {
        super.process(record);
        halt.forwarded();
    }

    @Override
    Count next(Count before, Event event, RecordMetadata at) {
        return new Count(
                before.n() + 1,
                before.sum() + event.amount(),
                Chain.next(before.chain(), event.uid(), at.partition(), at.offset()));
    }

    @Override
    String text(Count count, Event event, RecordMetadata at) {
        return new Tallied(event.uid(), at.partition(), at.offset(), event.at(), count.n(), count.sum(), count.chain())
                .text();
    }
}
