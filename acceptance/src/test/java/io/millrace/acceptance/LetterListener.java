package io.millrace.acceptance;

import io.micronaut.configuration.kafka.annotation.KafkaKey;
import io.micronaut.configuration.kafka.annotation.Topic;
import io.millrace.api.LongState;
import io.millrace.api.OnFailure;
import io.millrace.api.Out;
import io.millrace.api.StatefulListener;
import io.millrace.api.To;

/** Numbers letters per key; fails where {@link Trouble} says so, after it has written state and output. */
@StatefulListener("letters")
@OnFailure(
        retries = 2,
        backoff = "10ms",
        backoffMax = "20ms",
        fatal = Trouble.Fatal.class,
        transients = Trouble.Passing.class)
record LetterListener(LongState seen, @To("letters-out") Out<String> out, Trouble trouble) {
    @Topic("letters-in")
    void on(@KafkaKey String key, String letter) {
        out.send(letter + seen.add(1));
        trouble.mayFail(letter);
    }
}
