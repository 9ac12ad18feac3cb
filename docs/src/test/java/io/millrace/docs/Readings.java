package io.millrace.docs;

import io.micronaut.configuration.kafka.annotation.KafkaKey;
import io.micronaut.configuration.kafka.annotation.Topic;
import io.micronaut.serde.annotation.Serdeable;
import io.millrace.api.EventTime;
import io.millrace.api.Fold;
import io.millrace.api.OnWindow;
import io.millrace.api.Out;
import io.millrace.api.StatefulListener;
import io.millrace.api.To;
import io.millrace.api.TumblingWindow;
import io.millrace.api.Watermark;
import io.millrace.api.WindowSpan;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The highest reading of each hour, of meters that say themselves when they have sent everything up to some time. */
@StatefulListener("readings")
record Readings(@To("peaks") Out<Long> peaks) {
    @Serdeable
    record Reading(long at, long value, boolean complete) {}

    @EventTime
    static long at(Reading reading) {
        return reading.at();
    }

    @Watermark
    static OptionalLong complete(Reading reading) {
        return reading.complete() ? OptionalLong.of(reading.at()) : OptionalLong.empty();
    }

    @Topic("readings")
    void on(@KafkaKey String meter, Reading reading) {}

    @TumblingWindow(name = "hour", size = "1h")
    @Fold("hour")
    static Long highest(@Nullable Long soFar, Reading reading) {
        return soFar == null ? reading.value() : Math.max(soFar, reading.value());
    }

    @OnWindow("hour")
    void over(@KafkaKey String meter, WindowSpan hour, Long highest) {
        peaks.send(highest);
    }
}
