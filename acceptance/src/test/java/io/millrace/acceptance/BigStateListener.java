package io.millrace.acceptance;

import io.micronaut.configuration.kafka.annotation.KafkaKey;
import io.micronaut.configuration.kafka.annotation.Topic;
import io.millrace.api.Out;
import io.millrace.api.StatefulListener;
import io.millrace.api.To;
import io.millrace.api.ValueState;

/** Counts per key, in values of about 100 bytes; tells the count where the record asks for it. */
@StatefulListener("big")
record BigStateListener(ValueState<Filled> count, @To("big-out") Out<String> out) {
    /** Makes a value weigh about 100 bytes. */
    private static final String FILLING = "x".repeat(90);

    /** The state of a key. */
    record Filled(long count, String filling) {}

    @Topic("big-in")
    void on(@KafkaKey String key, String ask) {
        long next = count.orElse(new Filled(0, FILLING)).count() + 1;
        count.set(new Filled(next, FILLING));
        if (ask.equals("tell")) {
            out.send(key + ":" + next);
        }
    }
}
