package io.millrace.chaos.workload;

import io.micronaut.configuration.kafka.annotation.KafkaKey;
import io.micronaut.configuration.kafka.annotation.Topic;
import io.millrace.api.EventTime;
import io.millrace.api.KeyedOut;
import io.millrace.api.LongState;
import io.millrace.api.OnFailure;
import io.millrace.api.Out;
import io.millrace.api.RecordInfo;
import io.millrace.api.Repartition;
import io.millrace.api.StatefulListener;
import io.millrace.api.To;
import io.millrace.api.ValueState;
import io.millrace.chaos.wire.Event;
import io.millrace.chaos.wire.Names;
import io.millrace.chaos.wire.Tallied;
import io.millrace.testkit.check.Chain;

/** In order of arrival: n, sum and chain of each key, told after each record, and a copy by another key. */
@StatefulListener(Names.TALLY)
@OnFailure(retries = 3, backoff = "20ms")
record TallyListener(
        LongState n,
        LongState sum,
        LongState chain,
        ValueState<String> ballast,
        @To(Names.TALLIES) Out<String> tallies,
        @Repartition(Names.BY_GROUP) KeyedOut<String, Event> byGroup) {

    @EventTime(outOfOrder = Names.DISORDER)
    static long at(Event event) {
        return event.at();
    }

    @Topic(Names.EVENTS)
    void on(@KafkaKey String key, Event event, RecordInfo info) {
        long count = n.add(1);
        long total = sum.add(event.amount());
        chain.set(Chain.next(chain.get(), event.uid(), info.partition(), info.offset()));
        tallies.send(new Tallied(event.uid(), info.partition(), info.offset(), event.at(), count, total, chain.get())
                .text());
        byGroup.send(event.group(), event);
        // At the very end, so that everything above has to be undone.
        Mischief.of(event, tallies, ballast);
    }
}
