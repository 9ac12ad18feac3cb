package io.millrace.acceptance;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.micronaut.configuration.kafka.annotation.KafkaKey;
import io.micronaut.configuration.kafka.annotation.Topic;
import io.micronaut.messaging.annotation.MessageHeader;
import io.micronaut.serde.annotation.Serdeable;
import io.millrace.api.Aggregate;
import io.millrace.api.EventTime;
import io.millrace.api.EventTimers;
import io.millrace.api.OnTimer;
import io.millrace.api.Out;
import io.millrace.api.ProcessingTimers;
import io.millrace.api.RecordInfo;
import io.millrace.api.Rolling;
import io.millrace.api.RollingState;
import io.millrace.api.StatefulListener;
import io.millrace.api.To;
import io.millrace.api.ValueState;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A class with about every form that a handler may have: what compiles must also work on a broker. */
@StatefulListener("orders")
final class OrderListener {
    private static final Duration REMIND_AFTER = Duration.ofSeconds(10);

    private final ValueState<Pair<Long, List<String>>> seen;
    private final ValueState<String> name;
    private final RollingState<Long, Long> sum;
    private final EventTimers<String> reminders;
    private final ProcessingTimers<Ticket> tickets;
    private final Out<String> told;

    OrderListener(
            ValueState<Pair<Long, List<String>>> seen,
            ValueState<String> name,
            @Rolling(value = "1d", aggregate = Sum.class) RollingState<Long, Long> sum,
            EventTimers<String> reminders,
            ProcessingTimers<Ticket> tickets,
            @To("told") Out<String> told) {
        this.seen = seen;
        this.name = name;
        this.sum = sum;
        this.reminders = reminders;
        this.tickets = tickets;
        this.told = told;
    }

    /** Generic state and generic messages. */
    @Serdeable
    record Pair<A, B>(A left, B right) {}

    /** What timers are told apart by. */
    record Ticket(String order, int number) {}

    @Serdeable
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Placed.class, name = "placed"),
        @JsonSubTypes.Type(value = Cancelled.class, name = "cancelled")
    })
    sealed interface Event permits Placed, Cancelled {
        long at();
    }

    @Serdeable
    record Placed(String id, @Positive long cents, long at) implements Event {}

    @Serdeable
    record Cancelled(String id, long at) implements Event {}

    @Serdeable
    record Answer(String text, long sum) {}

    static final class Sum implements Aggregate<Long, Long> {
        @Override
        public Long empty() {
            return 0L;
        }

        @Override
        public Long add(Long sum, Long cents) {
            return sum + cents;
        }

        @Override
        public Long remove(Long sum, Long cents) {
            return sum - cents;
        }
    }

    @EventTime
    static long at(Event event) {
        return event.at();
    }

    @Topic("orders")
    @To("answers")
    @Nullable
    Answer on(
            @KafkaKey String customer,
            @Valid Event event,
            @MessageHeader("trace") @Nullable String trace,
            RecordInfo info) {
        if (event instanceof Placed placed) {
            sum.add(placed.cents());
            remember(placed.id());
            reminders.after(placed.id(), REMIND_AFTER);
            return new Answer(placed.id() + " " + trace + "@" + info.offset(), sum.get());
        }
        reminders.cancel(((Cancelled) event).id());
        return null;
    }

    private void remember(String order) {
        Pair<Long, List<String>> before = seen.orElse(new Pair<>(0L, List.of()));
        List<String> all = new ArrayList<>(before.right());
        all.add(order);
        seen.set(new Pair<>(before.left() + 1, all));
        all.add("changed in place"); // which must be seen by nobody
    }

    @Topic("pairs")
    @To("pairs-back")
    List<Pair<String, Long>> back(@KafkaKey String customer, Pair<String, List<Long>> pair) {
        return pair.right().stream().map(n -> new Pair<>(pair.left(), n)).toList();
    }

    @Topic("names")
    void named(@KafkaKey String customer, @Nullable String now) {
        told.send("was " + name.orElse("nobody") + ", seen " + seen.get());
        if (now == null) {
            name.clear();
            tickets.after(new Ticket(customer, 1), Duration.ofMillis(20));
            tickets.after(new Ticket(customer, 2), Duration.ofMillis(10));
        } else {
            name.set(now);
        }
    }

    @OnTimer("reminders")
    void remind(@KafkaKey String customer, String order, Instant due) {
        told.send(customer + " " + order + " due " + due.toEpochMilli());
    }

    @OnTimer("tickets")
    void ticket(Ticket ticket) {
        told.send("ticket " + ticket.number());
    }
}
