package io.millrace.sample.fraud;

import io.micronaut.configuration.kafka.annotation.KafkaKey;
import io.micronaut.configuration.kafka.annotation.Topic;
import io.millrace.api.EventTime;
import io.millrace.api.Fold;
import io.millrace.api.KeyedOut;
import io.millrace.api.Repartition;
import io.millrace.api.Rolling;
import io.millrace.api.RollingState;
import io.millrace.api.StatefulListener;
import io.millrace.api.Unfold;
import org.jspecify.annotations.Nullable;

/** First, by customer: what was spent in the last day, week and month, handed on to the terminal. */
@StatefulListener("customer-spend")
record CustomerSpend(
        @Rolling({"1d", "7d", "30d"}) RollingState<Long, Spend> spend,
        @Repartition("by-terminal") KeyedOut<String, Spent> byTerminal) {

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

    @Fold("spend")
    static Spend add(@Nullable Spend sum, Long cents) {
        return Spend.of(sum).plus(cents);
    }

    @Unfold("spend")
    static Spend remove(Spend sum, Long cents) {
        return new Spend(sum.count() - 1, sum.cents() - cents);
    }
}
