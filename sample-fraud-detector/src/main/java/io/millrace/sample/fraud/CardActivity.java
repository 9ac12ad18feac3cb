package io.millrace.sample.fraud;

import io.micronaut.configuration.kafka.annotation.KafkaKey;
import io.micronaut.configuration.kafka.annotation.Topic;
import io.millrace.api.EventTime;
import io.millrace.api.Fold;
import io.millrace.api.OnWindow;
import io.millrace.api.Out;
import io.millrace.api.SessionWindow;
import io.millrace.api.StatefulListener;
import io.millrace.api.To;
import io.millrace.api.WindowHierarchy;
import io.millrace.api.WindowSpan;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Beside the features, by customer: what was spent in each hour and on each day, and when the card was in use. */
@StatefulListener("card-activity")
record CardActivity(@To("hourly-spend") Out<PeriodSpend> hours, @To("daily-spend") Out<PeriodSpend> days) {
    private static final long HOUR_MS = Duration.ofHours(1).toMillis();
    private static final long QUIET_MS = Duration.ofMinutes(30).toMillis();

    @EventTime(idle = "30s")
    static long at(Transaction transaction) {
        return transaction.at();
    }

    @Topic("transactions")
    void on(@KafkaKey String customer, Transaction transaction) {}

    /** A day is made of its hours; each is told when it is over, once. */
    @WindowHierarchy(
            name = "spend",
            levels = {"1h", "1d"})
    @Fold("spend")
    static Spend spend(@Nullable Spend soFar, Transaction transaction) {
        return Spend.of(soFar).plus(transaction.cents());
    }

    @OnWindow("spend")
    void over(@KafkaKey String customer, WindowSpan span, Spend spend) {
        Out<PeriodSpend> out = span.lengthMs() == HOUR_MS ? hours : days;
        out.send(new PeriodSpend(customer, span.start(), spend));
    }

    @SessionWindow(name = "session", gap = "30m")
    @Fold("session")
    static Spend session(@Nullable Spend soFar, Transaction transaction) {
        return Spend.of(soFar).plus(transaction.cents());
    }

    @OnWindow("session")
    @To("card-sessions")
    CardSession quiet(@KafkaKey String customer, WindowSpan span, Spend spend) {
        return new CardSession(customer, span.start(), span.end() - QUIET_MS, spend);
    }
}
