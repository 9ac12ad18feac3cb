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

/** What each visitor looked at in each ten minutes. */
@StatefulListener("tumbling-views")
record TumblingViews() {
    @EventTime
    static long at(View view) {
        return view.at();
    }

    @Topic("views")
    void on(@KafkaKey String visitor, View view) {}

    @TumblingWindow(name = "tumbling", size = "10m")
    @Fold("tumbling")
    static Pages add(@Nullable Pages soFar, View view) {
        return soFar == null ? new Pages(view.page()) : new Pages(soFar.names() + view.page());
    }

    @OnWindow("tumbling")
    @To("tumbling")
    Seen closed(@KafkaKey String visitor, WindowSpan span, Pages pages) {
        return new Seen(span.start(), span.end(), pages.names(), span.firing(), span.index());
    }
}
