package io.millrace.chaos.workload;

import io.micronaut.configuration.kafka.annotation.KafkaKey;
import io.millrace.api.EventTimers;
import io.millrace.api.LongState;
import io.millrace.api.OnTimer;
import io.millrace.api.Order;
import io.millrace.api.Out;
import io.millrace.api.RecordInfo;
import io.millrace.api.Repartition;
import io.millrace.api.StatefulListener;
import io.millrace.api.TieBreak;
import io.millrace.api.To;
import io.millrace.chaos.wire.Event;
import io.millrace.chaos.wire.Linked;
import io.millrace.chaos.wire.Names;
import io.millrace.testkit.check.Chain;
import java.time.Instant;

/** Behind the re-keyed topic, in event-time order: a link for each record and each timer that fires. */
@StatefulListener(value = Names.ORDERED, order = Order.EVENT_TIME)
record OrderedListener(LongState n, LongState chain, EventTimers<Long> bells, @To(Names.LINKS) Out<String> links) {

    @TieBreak
    static long uid(Event event) {
        return event.uid();
    }

    @Repartition(Names.BY_GROUP)
    void on(@KafkaKey String group, Event event, RecordInfo info) {
        long bell = Linked.bell(event.uid());
        long due = Linked.SETS_NONE;
        if (bells.due(bell) == null) {
            bells.after(bell, Names.BELL_AFTER);
            due = event.at() + Names.BELL_AFTER.toMillis();
        }
        long count = link(event.uid(), event.at());
        links.send(new Linked(false, event.uid(), info.partition(), info.offset(), event.at(), count, chain.get(), due)
                .text());
    }

    @OnTimer("bells")
    void ring(@KafkaKey String group, Long bell, Instant due) {
        long count = link(bell, due.toEpochMilli());
        links.send(new Linked(true, bell, 0, 0, due.toEpochMilli(), count, chain.get(), Linked.SETS_NONE).text());
    }

    private long link(long uid, long time) {
        long count = n.add(1);
        chain.set(Chain.next(chain.get(), count, uid, time));
        return count;
    }
}
