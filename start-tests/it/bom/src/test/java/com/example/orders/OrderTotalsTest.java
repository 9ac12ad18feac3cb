package com.example.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.testkit.broker.MillraceTest;
import io.millrace.testkit.broker.TestBroker;
import java.util.List;
import org.junit.jupiter.api.Test;

@MillraceTest
class OrderTotalsTest {
    @Test
    void addsUpOnARealBroker(TestBroker broker) {
        broker.send("orders", "ada", 300L);
        broker.send("orders", "ada", 120L);

        assertEquals(List.of(300L, 420L), broker.await("totals", Long.class, 2));
    }
}
