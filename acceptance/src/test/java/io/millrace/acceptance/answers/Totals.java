package io.millrace.acceptance.answers;

import io.micronaut.configuration.kafka.annotation.KafkaKey;
import io.micronaut.configuration.kafka.annotation.Topic;
import io.millrace.api.EventTime;
import io.millrace.api.Fold;
import io.millrace.api.OnWindow;
import io.millrace.api.StatefulListener;
import io.millrace.api.To;
import io.millrace.api.TumblingWindow;
import io.millrace.api.WindowSpan;
import org.jspecify.annotations.Nullable;

/** Count and sum per key and window, windows following each other. How long they are and wait, configuration says. */
@StatefulListener("totals")
record Totals() {
    @EventTime
    static long at(Observation observation) {
        return observation.at();
    }

    @Topic("totals-in")
    void on(@KafkaKey String key, Observation observation) {}

    @TumblingWindow(name = "windows", size = "1h", lateTo = "totals-late")
    @Fold("windows")
    static Sum add(@Nullable Sum soFar, Observation one) {
        return Sum.add(soFar, one);
    }

    @OnWindow("windows")
    @To("totals-out")
    WindowRow closed(@KafkaKey String key, WindowSpan span, Sum sum) {
        return new WindowRow(span.start(), span.end(), sum.count(), sum.sum());
    }
}
