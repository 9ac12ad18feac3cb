package io.millrace.docs.windows;

import io.micronaut.configuration.kafka.annotation.KafkaKey;
import io.micronaut.configuration.kafka.annotation.Topic;
import io.millrace.api.CountWindow;
import io.millrace.api.CumulatingWindow;
import io.millrace.api.CustomWindow;
import io.millrace.api.Emit;
import io.millrace.api.EventTime;
import io.millrace.api.Fold;
import io.millrace.api.Gap;
import io.millrace.api.GlobalWindow;
import io.millrace.api.HoppingWindow;
import io.millrace.api.OnWindow;
import io.millrace.api.SessionWindow;
import io.millrace.api.SlidingWindow;
import io.millrace.api.StatefulListener;
import io.millrace.api.To;
import io.millrace.api.WindowHierarchy;
import io.millrace.api.WindowSpan;
import org.jspecify.annotations.Nullable;

/** The other kinds of windows, all over the same records. */
@StatefulListener("window-kinds")
record WindowKinds() {
    @EventTime
    static long at(View view) {
        return view.at();
    }

    @Topic("views")
    void on(@KafkaKey String visitor, View view) {}

    /** The last ten minutes, every five minutes. */
    @HoppingWindow(name = "hopping", size = "10m", slide = "5m")
    @Fold("hopping")
    static Pages hopping(@Nullable Pages soFar, View view) {
        return Pages.add(soFar, view);
    }

    @OnWindow("hopping")
    @To("hopping")
    Seen hopping(WindowSpan span, Pages pages) {
        return Seen.of(span, pages);
    }

    /** Until nothing has come for five minutes. */
    @SessionWindow(name = "session", gap = "5m")
    @Fold("session")
    static Pages session(@Nullable Pages soFar, View view) {
        return Pages.add(soFar, view);
    }

    @OnWindow("session")
    @To("session")
    Seen session(WindowSpan span, Pages pages) {
        return Seen.of(span, pages);
    }

    /** Until nothing has come for as long as one reads on the last page. */
    @SessionWindow(name = "reading")
    @Fold("reading")
    static Pages reading(@Nullable Pages soFar, View view) {
        return Pages.add(soFar, view);
    }

    @Gap("reading")
    static long gap(View view) {
        return view.readMs();
    }

    @OnWindow("reading")
    @To("reading")
    Seen reading(WindowSpan span, Pages pages) {
        return Seen.of(span, pages);
    }

    /** All that lies within five minutes of each other. */
    @SlidingWindow(name = "sliding", size = "5m")
    @Fold("sliding")
    static Pages sliding(@Nullable Pages soFar, View view) {
        return Pages.add(soFar, view);
    }

    @OnWindow("sliding")
    @To("sliding")
    Seen sliding(WindowSpan span, Pages pages) {
        return Seen.of(span, pages);
    }

    /** The half hour so far, every ten minutes. */
    @CumulatingWindow(name = "cumulating", size = "30m", step = "10m")
    @Fold("cumulating")
    static Pages cumulating(@Nullable Pages soFar, View view) {
        return Pages.add(soFar, view);
    }

    @OnWindow("cumulating")
    @To("cumulating")
    Seen cumulating(WindowSpan span, Pages pages) {
        return Seen.of(span, pages);
    }

    /** Ten minutes, and half hours made of them. */
    @WindowHierarchy(
            name = "levels",
            levels = {"10m", "30m"})
    @Fold("levels")
    static Pages levels(@Nullable Pages soFar, View view) {
        return Pages.add(soFar, view);
    }

    @OnWindow("levels")
    @To("levels")
    Seen levels(WindowSpan span, Pages pages) {
        return Seen.of(span, pages);
    }

    /** All that ever came, after every second record. */
    @GlobalWindow(name = "global", emit = @Emit(count = 2, atClose = false))
    @Fold("global")
    static Pages global(@Nullable Pages soFar, View view) {
        return Pages.add(soFar, view);
    }

    @OnWindow("global")
    @To("global")
    Seen global(WindowSpan span, Pages pages) {
        return Seen.of(span, pages);
    }

    /** The last three, after every second record. */
    @CountWindow(name = "counted", size = 3, every = 2)
    @Fold("counted")
    static Pages counted(@Nullable Pages soFar, View view) {
        return Pages.add(soFar, view);
    }

    @OnWindow("counted")
    @To("counted")
    Seen counted(WindowSpan span, Pages pages) {
        return Seen.of(span, pages);
    }

    /** By the shifts of those who work on the site. */
    @CustomWindow(name = "shifts", assigner = Shifts.class)
    @Fold("shifts")
    static Pages shifts(@Nullable Pages soFar, View view) {
        return Pages.add(soFar, view);
    }

    @OnWindow("shifts")
    @To("shifts")
    Seen shifts(WindowSpan span, Pages pages) {
        return Seen.of(span, pages);
    }
}
