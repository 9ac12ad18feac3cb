package io.millrace.docs;

import io.micronaut.configuration.kafka.annotation.KafkaKey;
import io.micronaut.configuration.kafka.annotation.Topic;
import io.micronaut.serde.annotation.Serdeable;
import io.millrace.api.EventTime;
import io.millrace.api.EventTimer;
import io.millrace.api.LongState;
import io.millrace.api.OnTimer;
import io.millrace.api.Out;
import io.millrace.api.StatefulListener;
import io.millrace.api.To;
import java.time.Duration;
import java.time.Instant;

/** Counts a visitor's clicks and says so when the visitor has been quiet for half an hour. */
@StatefulListener("visits")
record Visits(LongState clicks, EventTimer quiet, @To("finished-visits") Out<Visits.Visit> visits) {

    @Serdeable
    record Click(String page, Instant at) {}

    @Serdeable
    record Visit(String visitor, long clicks) {}

    @EventTime(outOfOrder = "10s")
    static long at(Click click) {
        return click.at().toEpochMilli();
    }

    @Topic("clicks")
    void on(@KafkaKey String visitor, Click click) {
        clicks.add(1);
        quiet.at(click.at().plus(Duration.ofMinutes(30)));
    }

    @OnTimer("quiet")
    void over(@KafkaKey String visitor) {
        visits.send(new Visit(visitor, clicks.get()));
        clicks.clear();
    }
}
