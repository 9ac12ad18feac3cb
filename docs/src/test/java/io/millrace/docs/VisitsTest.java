package io.millrace.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.docs.Visits.Click;
import io.millrace.docs.Visits.Visit;
import io.millrace.testkit.States;
import io.millrace.testkit.TestOut;
import io.millrace.testkit.TestTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class VisitsTest {
    @Test
    void saysHowLongAVisitWas() {
        TestOut<Visit> visits = States.out();
        Visits handler = new Visits(States.longValue(), States.eventTimer(new TestTime()), visits);

        handler.on("ada", new Click("/", Instant.parse("2026-01-01T10:00:00Z")));
        handler.on("ada", new Click("/help", Instant.parse("2026-01-01T10:05:00Z")));
        handler.over("ada");

        assertThat(visits.sent()).containsExactly(new Visit("ada", 2));
        assertThat(handler.clicks().get()).isZero();
    }
}
