package io.millrace.benchmarks.engine;

import io.micronaut.configuration.kafka.annotation.KafkaKey;
import io.micronaut.configuration.kafka.annotation.Topic;
import io.millrace.api.Fold;
import io.millrace.api.Merge;
import io.millrace.api.OnWindow;
import io.millrace.api.SessionWindow;
import io.millrace.api.StatefulListener;
import io.millrace.api.To;
import io.millrace.api.WindowSpan;
import io.millrace.benchmarks.workload.Sum;
import org.jspecify.annotations.Nullable;

/** W3 by session. */
@StatefulListener("session")
record SessionListener() {
    @Topic("in")
    void on(@KafkaKey byte[] key, byte[] value) {}

    @SessionWindow(name = "sums", gap = "500ms")
    @Fold("sums")
    static Sum add(@Nullable Sum soFar, byte[] value) {
        return Sum.add(soFar, value);
    }

    @Merge("sums")
    static Sum merge(Sum earlier, Sum later) {
        return earlier.plus(later);
    }

    @OnWindow("sums")
    @To("out")
    byte[] closed(@KafkaKey byte[] key, WindowSpan span, Sum sum) {
        return sum.result(span.start());
    }
}
