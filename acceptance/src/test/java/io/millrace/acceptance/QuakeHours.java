package io.millrace.acceptance;

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

/** Earthquakes per network and hour, which are reported days late and in any order. A message is the time. */
@StatefulListener("quake-hours")
record QuakeHours() {
    @EventTime
    static long at(String quake) {
        return Long.parseLong(quake);
    }

    @Topic("quakes")
    void on(@KafkaKey String net, String quake) {}

    @TumblingWindow(name = "hours", size = "1h", allowedLateness = "24h", lateTo = "quakes-late")
    @Fold("hours")
    static Long count(@Nullable Long soFar, String quake) {
        return soFar == null ? 1 : soFar + 1;
    }

    @OnWindow("hours")
    @To("quake-hours")
    String counted(@KafkaKey String net, WindowSpan hour, Long quakes) {
        return net + "\t" + hour.start() + "\t" + quakes + "\t" + quakes;
    }
}
