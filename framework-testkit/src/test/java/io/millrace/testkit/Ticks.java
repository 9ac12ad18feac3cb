package io.millrace.testkit;

import io.micronaut.configuration.kafka.annotation.KafkaKey;
import io.micronaut.configuration.kafka.annotation.Topic;
import io.millrace.api.EventTime;
import io.millrace.api.Fold;
import io.millrace.api.OnWindow;
import io.millrace.api.Out;
import io.millrace.api.RecordInfo;
import io.millrace.api.StatefulListener;
import io.millrace.api.To;
import io.millrace.api.TumblingWindow;
import io.millrace.api.WindowSpan;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Counts what comes in each minute, and waits for three of four. */
@StatefulListener("ticks")
record Ticks(@To("minutes") Out<String> minutes, @To("seen") Out<String> seen) {
    @EventTime(onTime = 0.75, outOfOrderMax = "5m")
    static long at(Long time) {
        return time;
    }

    @Topic("ticks")
    void on(@KafkaKey String key, Long time, RecordInfo info) {
        seen.send(Instant.ofEpochMilli(info.eventTime()) + (info.late() ? " late" : ""));
    }

    @TumblingWindow(name = "minute", size = "1m", lateTo = "ticks-late")
    @Fold("minute")
    static Integer count(@Nullable Integer soFar, Long time) {
        return soFar == null ? 1 : soFar + 1;
    }

    @OnWindow("minute")
    void over(WindowSpan span, Integer count) {
        minutes.send(Instant.ofEpochMilli(span.start()) + " " + count);
    }
}
