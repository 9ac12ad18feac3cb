package io.millrace.docs.windows;

import io.micronaut.configuration.kafka.annotation.KafkaKey;
import io.micronaut.configuration.kafka.annotation.Topic;
import io.millrace.api.Emit;
import io.millrace.api.EventTime;
import io.millrace.api.Fold;
import io.millrace.api.OnWindow;
import io.millrace.api.StatefulListener;
import io.millrace.api.To;
import io.millrace.api.TumblingWindow;
import io.millrace.api.WindowSpan;
import org.jspecify.annotations.Nullable;

/** One window that gives its results at different times. */
@StatefulListener("emissions")
record Emissions() {
    @EventTime
    static long at(View view) {
        return view.at();
    }

    @Topic("views")
    void on(@KafkaKey String visitor, View view) {}

    /** When it closes, which is what happens if nothing is said. */
    @TumblingWindow(name = "at-close", size = "10m")
    @Fold("at-close")
    static Pages atClose(@Nullable Pages soFar, View view) {
        return Pages.add(soFar, view);
    }

    @OnWindow("at-close")
    @To("at-close")
    Seen atClose(WindowSpan span, Pages pages) {
        return Seen.of(span, pages);
    }

    /** With each record, and when it closes. */
    @TumblingWindow(name = "on-update", size = "10m", emit = @Emit(onUpdate = true))
    @Fold("on-update")
    static Pages onUpdate(@Nullable Pages soFar, View view) {
        return Pages.add(soFar, view);
    }

    @OnWindow("on-update")
    @To("on-update")
    Seen onUpdate(WindowSpan span, Pages pages) {
        return Seen.of(span, pages);
    }

    /** Every two minutes of event time in which something came, and when it closes. */
    @TumblingWindow(name = "every", size = "10m", emit = @Emit(every = "2m"))
    @Fold("every")
    static Pages every(@Nullable Pages soFar, View view) {
        return Pages.add(soFar, view);
    }

    @OnWindow("every")
    @To("every")
    Seen every(WindowSpan span, Pages pages) {
        return Seen.of(span, pages);
    }

    /** After every second record, and not when it closes. */
    @TumblingWindow(name = "by-count", size = "10m", emit = @Emit(count = 2, atClose = false))
    @Fold("by-count")
    static Pages byCount(@Nullable Pages soFar, View view) {
        return Pages.add(soFar, view);
    }

    @OnWindow("by-count")
    @To("by-count")
    Seen byCount(WindowSpan span, Pages pages) {
        return Seen.of(span, pages);
    }

    /** What came since the result before. */
    @TumblingWindow(name = "purged", size = "10m", emit = @Emit(count = 2, purge = true))
    @Fold("purged")
    static Pages purged(@Nullable Pages soFar, View view) {
        return Pages.add(soFar, view);
    }

    @OnWindow("purged")
    @To("purged")
    Seen purged(WindowSpan span, Pages pages) {
        return Seen.of(span, pages);
    }
}
