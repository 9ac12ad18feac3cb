package io.millrace.benchmarks.engine;

import io.micronaut.configuration.kafka.annotation.KafkaKey;
import io.micronaut.configuration.kafka.annotation.Topic;
import io.millrace.api.Out;
import io.millrace.api.StatefulListener;
import io.millrace.api.To;
import io.millrace.api.ValueState;
import io.millrace.benchmarks.workload.ReadModifyWrite;

/** The read-modify-write loop as a user would write it. */
@StatefulListener(TallyListener.NAME)
record TallyListener(ValueState<Tally> tally, @To("out") Out<byte[]> out) {
    static final String NAME = "tally";

    @Topic("in")
    void on(@KafkaKey byte[] key, byte[] value) {
        Tally now = tally.orElse(Tally.NONE).plus(ReadModifyWrite.amount(value));
        tally.set(now);
        if (now.isDue()) {
            out.send(now.encode());
        }
    }
}
