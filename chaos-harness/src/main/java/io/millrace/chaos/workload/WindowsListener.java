package io.millrace.chaos.workload;

import io.micronaut.configuration.kafka.annotation.KafkaKey;
import io.micronaut.configuration.kafka.annotation.Topic;
import io.millrace.api.EventTime;
import io.millrace.api.Fold;
import io.millrace.api.OnWindow;
import io.millrace.api.StatefulListener;
import io.millrace.api.To;
import io.millrace.api.TumblingWindow;
import io.millrace.api.WindowSpan;
import io.millrace.chaos.wire.Event;
import io.millrace.chaos.wire.Names;
import io.millrace.chaos.wire.Summed;
import io.millrace.testkit.check.Chain;
import org.jspecify.annotations.Nullable;

/** A sum for each key and second; what is late for it is told apart. */
@StatefulListener(Names.WINDOWS)
record WindowsListener() {
    /** As far as a window has got. */
    record Sum(long count, long amount, long uids) {}

    @EventTime(outOfOrder = Names.DISORDER)
    static long at(Event event) {
        return event.at();
    }

    @Topic(Names.CLICKS)
    void on(@KafkaKey String key, Event event) {}

    @TumblingWindow(name = Names.WINDOW, size = "1s", lateTo = Names.CLICKS_LATE)
    @Fold(Names.WINDOW)
    static Sum add(@Nullable Sum sum, Event event) {
        long uid = Chain.of(event.uid());
        return sum == null
                ? new Sum(1, event.amount(), uid)
                : new Sum(sum.count() + 1, sum.amount() + event.amount(), sum.uids() ^ uid);
    }

    @OnWindow(Names.WINDOW)
    @To(Names.SUMS)
    String closed(@KafkaKey String key, WindowSpan span, Sum sum) {
        return new Summed(span.start(), span.end(), sum.count(), sum.amount(), sum.uids()).text();
    }
}
