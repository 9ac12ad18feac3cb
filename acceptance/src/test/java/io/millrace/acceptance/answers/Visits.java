package io.millrace.acceptance.answers;

import io.micronaut.configuration.kafka.annotation.KafkaKey;
import io.micronaut.configuration.kafka.annotation.Topic;
import io.millrace.api.EventTime;
import io.millrace.api.Fold;
import io.millrace.api.Merge;
import io.millrace.api.OnWindow;
import io.millrace.api.SessionWindow;
import io.millrace.api.StatefulListener;
import io.millrace.api.To;
import org.jspecify.annotations.Nullable;

/** When, how long and how much something happens to a key. */
@StatefulListener("visits")
record Visits() {
    @EventTime
    static long at(Observation observation) {
        return observation.at();
    }

    @Topic("visits-in")
    void on(@KafkaKey String key, Observation observation) {}

    @SessionWindow(name = "windows", gap = "30m", lateTo = "visits-late")
    @Fold("windows")
    static WindowRow add(@Nullable WindowRow soFar, Observation one) {
        WindowRow alone = new WindowRow(one.at(), one.at(), 1, one.amount());
        return soFar == null ? alone : merge(soFar, alone);
    }

    @Merge("windows")
    static WindowRow merge(WindowRow a, WindowRow b) {
        return new WindowRow(
                Math.min(a.from(), b.from()), Math.max(a.to(), b.to()), a.count() + b.count(), a.sum() + b.sum());
    }

    @OnWindow("windows")
    @To("visits-out")
    WindowRow over(@KafkaKey String key, WindowRow visit) {
        return visit;
    }
}
