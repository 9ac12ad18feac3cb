package io.millrace.acceptance.answers;

import io.micronaut.configuration.kafka.annotation.KafkaKey;
import io.micronaut.configuration.kafka.annotation.Topic;
import io.millrace.api.EventTime;
import io.millrace.api.Fold;
import io.millrace.api.HoppingWindow;
import io.millrace.api.Merge;
import io.millrace.api.OnWindow;
import io.millrace.api.StatefulListener;
import io.millrace.api.To;
import io.millrace.api.WindowSpan;
import org.jspecify.annotations.Nullable;

/** Count and sum per key and window, windows overlapping. */
@StatefulListener("overlaps")
record Overlaps() {
    @EventTime
    static long at(Observation observation) {
        return observation.at();
    }

    @Topic("overlaps-in")
    void on(@KafkaKey String key, Observation observation) {}

    @HoppingWindow(name = "windows", size = "60s", slide = "10s", lateTo = "overlaps-late")
    @Fold("windows")
    static Sum add(@Nullable Sum soFar, Observation one) {
        return Sum.add(soFar, one);
    }

    @Merge("windows")
    static Sum merge(Sum earlier, Sum later) {
        return earlier.and(later);
    }

    @OnWindow("windows")
    @To("overlaps-out")
    WindowRow closed(@KafkaKey String key, WindowSpan span, Sum sum) {
        return new WindowRow(span.start(), span.end(), sum.count(), sum.sum());
    }
}
