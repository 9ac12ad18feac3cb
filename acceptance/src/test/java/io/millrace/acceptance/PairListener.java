package io.millrace.acceptance;

import io.micronaut.configuration.kafka.annotation.KafkaKey;
import io.micronaut.configuration.kafka.annotation.Topic;
import io.millrace.api.LongState;
import io.millrace.api.Out;
import io.millrace.api.StatefulListener;
import io.millrace.api.To;

/** Counts what comes on two topics together. */
@StatefulListener("pair")
record PairListener(LongState seen, @To("pair-out") Out<String> out) {
    @Topic("left")
    void left(@KafkaKey String key, String letter) {
        out.send(letter + seen.add(1));
    }

    @Topic("right")
    void right(@KafkaKey String key, String letter) {
        out.send(letter + seen.add(1));
    }
}
