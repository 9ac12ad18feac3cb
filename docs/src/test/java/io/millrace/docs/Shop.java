package io.millrace.docs;

import io.micronaut.configuration.kafka.annotation.KafkaKey;
import io.micronaut.configuration.kafka.annotation.Topic;
import io.micronaut.serde.annotation.Serdeable;
import io.millrace.api.EventTime;
import io.millrace.api.Fold;
import io.millrace.api.HoppingWindow;
import io.millrace.api.OnWindow;
import io.millrace.api.Out;
import io.millrace.api.Rolling;
import io.millrace.api.RollingState;
import io.millrace.api.SessionWindow;
import io.millrace.api.StatefulListener;
import io.millrace.api.To;
import io.millrace.api.Unfold;
import io.millrace.api.WindowSpan;
import io.millrace.api.aggregate.Count;
import io.millrace.api.aggregate.LongStats;
import io.millrace.sketches.DistinctCount;
import org.jspecify.annotations.Nullable;

/** Orders of shops: which are unusual, how busy it was, and what was sold in each hour. */
@StatefulListener("shop")
record Shop(
        @Rolling("1d") RollingState<Long, LongStats> spent,
        @Rolling("2h") RollingState<String, DistinctCount> visitors,
        @To("unusual-orders") Out<Shop.Unusual> unusual,
        @To("rushes") Out<Shop.Rush> rushes,
        @To("hours") Out<Shop.Hour> hours) {
    @Serdeable
    record Order(String customer, String article, long cents, long waitedMs, long at) {}

    @Serdeable
    record Unusual(String customer, long cents, double average, long visitors) {}

    @Serdeable
    record Rush(String shop, long orders) {}

    @Serdeable
    record Hour(String shop, long end, long cents, String best, long customers, double waited95) {}

    @EventTime(outOfOrder = "10s")
    static long at(Order order) {
        return order.at();
    }

    @Topic("orders")
    void on(@KafkaKey String shop, Order order) {
        visitors.add(order.customer());
        LongStats day = spent.get();
        if (day != null && day.count() >= 10 && order.cents() > day.average() + 2 * day.deviation()) {
            DistinctCount lately = visitors.get();
            unusual.send(new Unusual(
                    order.customer(), order.cents(), day.average(), lately == null ? 0 : lately.estimate()));
        }
        spent.add(order.cents());
    }

    @Fold("spent")
    static LongStats add(@Nullable LongStats soFar, long cents) {
        return LongStats.add(soFar, cents);
    }

    @Unfold("spent")
    static @Nullable LongStats remove(LongStats soFar, long cents) {
        return soFar.minus(cents);
    }

    @Fold("visitors")
    static DistinctCount visit(@Nullable DistinctCount soFar, String customer) {
        return DistinctCount.add(soFar, customer);
    }

    @SessionWindow(name = "rush", gap = "1m")
    @Fold("rush")
    static Count count(@Nullable Count soFar, Order order) {
        return Count.add(soFar);
    }

    @OnWindow("rush")
    void rush(@KafkaKey String shop, Count orders) {
        rushes.send(new Rush(shop, orders.value()));
    }

    @HoppingWindow(name = "hour", size = "1h", slide = "15m")
    @Fold("hour")
    static Sales sell(@Nullable Sales soFar, Order order) {
        return Sales.add(soFar, order);
    }

    @OnWindow("hour")
    void closed(@KafkaKey String shop, WindowSpan span, Sales sales) {
        hours.send(new Hour(
                shop,
                span.end(),
                sales.cents().sum(),
                sales.best().items().get(0).article(),
                sales.customers().estimate(),
                sales.waiting().quantile(0.95)));
    }
}
