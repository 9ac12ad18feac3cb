package ${package};

import io.micronaut.configuration.kafka.annotation.KafkaKey;
import io.micronaut.configuration.kafka.annotation.Topic;
import io.micronaut.serde.annotation.Serdeable;
import io.millrace.api.LongState;
import io.millrace.api.Out;
import io.millrace.api.StatefulListener;
import io.millrace.api.To;

/** What each customer has spent so far: once for every order, exactly, also when a replica is killed in between. */
@StatefulListener("order-totals")
record OrderTotals(LongState cents, @To("totals") Out<Total> totals) {

    @Serdeable
    record Order(String item, long cents) {}

    @Serdeable
    record Total(String customer, long cents) {}

    @Topic("orders")
    void on(@KafkaKey String customer, Order order) {
        totals.send(new Total(customer, cents.add(order.cents())));
    }
}
