package io.millrace.demo.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.demo.truth.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventOrderTest {
    private static final long WEEK = Transaction.LABEL_DELAY;

    @Test
    void aLabelComesBeforeTheTransactionsOfItsInstant() {
        List<Transaction> stream = new ArrayList<>(List.of(at(0, 0), at(1, WEEK - 1), at(2, WEEK), at(3, WEEK + 1)));
        assertThat(order(EventOrder.of(stream, Optional::empty)))
                .containsExactly("t0", "t1", "l0", "t2", "t3", "|", "l1", "l2", "l3");
    }

    @Test
    void aGrownStreamGoesOnWhereItWas() {
        List<Transaction> stream = new ArrayList<>(List.of(at(0, 0), at(1, 5)));
        EventOrder order = EventOrder.of(stream, Optional::empty);
        while (order.next().isPresent()) {
            continue;
        }
        stream.add(at(2, WEEK + 5));
        assertThat(order(order)).containsExactly("l0", "l1", "t2", "|", "l2");
    }

    private static List<String> order(EventOrder order) {
        List<String> events = new ArrayList<>();
        for (var event = order.next(); event.isPresent(); event = order.next()) {
            events.add(name(event));
        }
        events.add("|");
        for (var event = order.nextLabel(); event.isPresent(); event = order.nextLabel()) {
            events.add(name(event));
        }
        return events;
    }

    private static String name(Optional<EventOrder.Event> event) {
        return (event.orElseThrow().label() ? "l" : "t")
                + event.orElseThrow().transaction().id();
    }

    private static Transaction at(long id, long second) {
        return new Transaction(id, second, 1, 1, 1, false);
    }
}
