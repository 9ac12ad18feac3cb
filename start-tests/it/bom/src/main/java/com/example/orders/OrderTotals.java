package com.example.orders;

import io.micronaut.configuration.kafka.annotation.KafkaKey;
import io.micronaut.configuration.kafka.annotation.Topic;
import io.millrace.api.LongState;
import io.millrace.api.Out;
import io.millrace.api.StatefulListener;
import io.millrace.api.To;

@StatefulListener("order-totals")
record OrderTotals(LongState cents, @To("totals") Out<Long> totals) {
    @Topic("orders")
    void on(@KafkaKey String customer, Long order) {
        totals.send(cents.add(order));
    }
}
