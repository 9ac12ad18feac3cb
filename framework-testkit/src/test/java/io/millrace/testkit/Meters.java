package io.millrace.testkit;

import io.micronaut.configuration.kafka.annotation.KafkaKey;
import io.micronaut.configuration.kafka.annotation.Topic;
import io.micronaut.serde.annotation.Serdeable;
import io.millrace.api.EventTime;
import io.millrace.api.Fold;
import io.millrace.api.HoppingWindow;
import io.millrace.api.Merge;
import io.millrace.api.OnFailure;
import io.millrace.api.OnWindow;
import io.millrace.api.Out;
import io.millrace.api.SessionWindow;
import io.millrace.api.StatefulListener;
import io.millrace.api.To;
import io.millrace.api.WindowSpan;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Electricity meters: what a house used in each half hour, every ten minutes, and when somebody was at home. */
@StatefulListener("meters")
@OnFailure(retries = 1, backoff = "1ms")
record Meters(@To("usage") Out<Meters.Usage> usage, @To("at-home") Out<String> atHome) {
    /** What a meter says. */
    @Serdeable
    record Reading(int watts, Instant at) {}

    /** What is told about a house. */
    @Serdeable
    record Usage(String house, Instant until, int readings, int watts) {}

    /** As far as a window has got. */
    record Sum(int readings, int watts) {}

    @EventTime(outOfOrder = "1m")
    static long at(Reading reading) {
        return reading.at().toEpochMilli();
    }

    @Topic("readings")
    void on(@KafkaKey String house, Reading reading) {}

    @HoppingWindow(name = "half-hours", size = "30m", slide = "10m", lateTo = "readings-late")
    @Fold("half-hours")
    static Sum add(@Nullable Sum sum, Reading reading) {
        return sum == null ? new Sum(1, reading.watts()) : new Sum(sum.readings() + 1, sum.watts() + reading.watts());
    }

    @Merge("half-hours")
    static Sum merge(Sum earlier, Sum later) {
        return new Sum(earlier.readings() + later.readings(), earlier.watts() + later.watts());
    }

    @OnWindow("half-hours")
    void used(@KafkaKey String house, WindowSpan span, Sum sum) {
        if (sum.watts() < 0) {
            throw new IllegalStateException("no meter runs backwards");
        }
        usage.send(new Usage(house, Instant.ofEpochMilli(span.end()), sum.readings(), sum.watts()));
    }

    @SessionWindow(name = "presence", gap = "15m")
    @Fold("presence")
    static Integer count(@Nullable Integer soFar, Reading reading) {
        return soFar == null ? 1 : soFar + 1;
    }

    @Merge("presence")
    static Integer both(Integer earlier, Integer later) {
        return earlier + later;
    }

    @OnWindow("presence")
    void home(@KafkaKey String house, WindowSpan span, Integer readings) {
        atHome.send(house + " for " + (span.end() - span.start()) / 60_000 + " min");
    }
}
