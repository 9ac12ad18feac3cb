package io.millrace.acceptance;

import io.micronaut.configuration.kafka.annotation.KafkaKey;
import io.micronaut.configuration.kafka.annotation.Topic;
import io.millrace.api.EventTime;
import io.millrace.api.Fold;
import io.millrace.api.HoppingWindow;
import io.millrace.api.Merge;
import io.millrace.api.OnWindow;
import io.millrace.api.Out;
import io.millrace.api.StatefulListener;
import io.millrace.api.To;
import io.millrace.api.WindowSpan;
import org.jspecify.annotations.Nullable;

/** Events per type and minute, told every ten seconds. A message is the time in seconds. */
@StatefulListener("event-rates")
record EventRates(@To("event-rates") Out<String> out) {
    @EventTime(outOfOrder = "10s")
    static long at(String event) {
        return Long.parseLong(event) * 1_000;
    }

    @Topic("events")
    void on(@KafkaKey String type, String event) {}

    @HoppingWindow(name = "minutes", size = "60s", slide = "10s")
    @Fold("minutes")
    static Long count(@Nullable Long soFar, String event) {
        return soFar == null ? 1 : soFar + 1;
    }

    @Merge("minutes")
    static Long sum(Long earlier, Long later) {
        return earlier + later;
    }

    @OnWindow("minutes")
    void counted(@KafkaKey String type, WindowSpan minute, Long events) {
        out.send(type + "\t" + minute.start() / 1_000 + "\t" + events + "\t0");
    }
}
