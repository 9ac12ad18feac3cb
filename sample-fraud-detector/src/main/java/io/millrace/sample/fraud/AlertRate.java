package io.millrace.sample.fraud;

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
import io.millrace.api.aggregate.Count;
import org.jspecify.annotations.Nullable;

/** Last, by terminal: how many alerts a minute has, told with each of them, since somebody may have to close the terminal. */
@StatefulListener("alert-rate")
record AlertRate() {
    /** Alerts come in the order of their time, unless their topic has other partitions than what they were found in. */
    @EventTime(outOfOrder = "1m", idle = "30s")
    static long at(Alert alert) {
        return alert.at();
    }

    @Topic("alerts")
    void on(@KafkaKey String terminal, Alert alert) {}

    @TumblingWindow(name = "minute", size = "1m", emit = @Emit(onUpdate = true, atClose = false))
    @Fold("minute")
    static Count add(@Nullable Count soFar, Alert alert) {
        return Count.add(soFar);
    }

    @OnWindow("minute")
    @To("alert-counts")
    AlertCount counted(@KafkaKey String terminal, WindowSpan minute, Count alerts) {
        return new AlertCount(terminal, minute.start(), alerts.value());
    }
}
