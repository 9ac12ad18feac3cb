package io.millrace.docs.windows;

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

/** Windows that wait for what comes late. */
@StatefulListener("late-views")
record LateViews() {
    @EventTime
    static long at(View view) {
        return view.at();
    }

    @Topic("views")
    void on(@KafkaKey String visitor, View view) {}

    @TumblingWindow(name = "refined", size = "10m", allowedLateness = "10m", lateTo = "too-late")
    @Fold("refined")
    static Pages add(@Nullable Pages soFar, View view) {
        return Pages.add(soFar, view);
    }

    @OnWindow("refined")
    @To("refined")
    Seen closed(WindowSpan span, Pages pages) {
        return Seen.of(span, pages);
    }
}
