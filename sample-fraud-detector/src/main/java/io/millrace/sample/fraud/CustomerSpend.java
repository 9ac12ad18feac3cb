package io.millrace.sample.fraud;

import io.micronaut.configuration.kafka.annotation.KafkaKey;
import io.micronaut.configuration.kafka.annotation.Topic;
import io.millrace.api.EventTime;
import io.millrace.api.Fold;
import io.millrace.api.KeyedOut;
import io.millrace.api.OnWindow;
import io.millrace.api.Out;
import io.millrace.api.Repartition;
import io.millrace.api.Rolling;
import io.millrace.api.RollingState;
import io.millrace.api.StatefulListener;
import io.millrace.api.To;
import io.millrace.api.TumblingWindow;
import io.millrace.api.Unfold;
import io.millrace.api.WindowSpan;
import org.jspecify.annotations.Nullable;

/** First, by customer: what was spent in the last day, week and month, handed on to the terminal; and on each day. */
@StatefulListener("customer-spend")
record CustomerSpend(
        @Rolling({"1d", "7d", "30d"}) RollingState<Long, Spend> spend,
        @Repartition("by-terminal") KeyedOut<String, Spent> byTerminal,
        @To("daily-spend") Out<DaySpend> days) {

    @EventTime(idle = "30s")
    static long at(Transaction transaction) {
        return transaction.at();
    }

    @Topic("transactions")
    void on(@KafkaKey String customer, Transaction transaction) {
        spend.add(transaction.cents());
        byTerminal.send(
                transaction.terminal(),
                new Spent(
                        transaction, Spend.of(spend.get("1d")), Spend.of(spend.get("7d")), Spend.of(spend.get("30d"))));
    }

    /** A day is told when it is over, once. */
    @TumblingWindow(name = "day", size = "1d")
    @Fold("day")
    static Spend add(@Nullable Spend day, Transaction transaction) {
        return add(day, (Long) transaction.cents());
    }

    @OnWindow("day")
    void over(@KafkaKey String customer, WindowSpan day, Spend spend) {
        days.send(new DaySpend(customer, day.start(), spend));
    }

    @Fold("spend")
    static Spend add(@Nullable Spend sum, Long cents) {
        return sum == null ? new Spend(1, cents) : new Spend(sum.count() + 1, sum.cents() + cents);
    }

    @Unfold("spend")
    static Spend remove(Spend sum, Long cents) {
        return new Spend(sum.count() - 1, sum.cents() - cents);
    }
}
