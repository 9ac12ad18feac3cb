package io.millrace.testkit;

import static io.millrace.testkit.WindowsUnderTestTest.after;
import static io.millrace.testkit.WindowsUnderTestTest.reading;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Meters.Reading;
import io.millrace.testkit.Meters.Usage;
import io.millrace.testkit.broker.MillraceTest;
import io.millrace.testkit.broker.TestBroker;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The same handler as a service on a real broker. */
@MillraceTest(listeners = Meters.class)
class MetersOnBrokerTest {
    @Test
    void windowsCloseAndLateReadingsGoAside(TestBroker broker) {
        broker.send("readings", "h1", reading(1, 100));
        broker.send("readings", "h1", reading(12, 200));
        broker.send("readings", "h1", reading(60, 1));
        assertThat(broker.await("usage", Usage.class, 4))
                .startsWith(new Usage("h1", after(10), 1, 100), new Usage("h1", after(20), 2, 300));
        broker.send("readings", "h1", reading(2, 999));
        assertThat(broker.await("readings-late", Reading.class, 1)).containsExactly(reading(2, 999));
        assertThat(broker.topic("readings-late")).startsWith(broker.application());
        broker.endInput("readings");
        assertThat(broker.await("at-home", String.class, 2)).containsExactly("h1 for 26 min", "h1 for 15 min");
    }

    @Nested
    class InANestedClass {
        @Test
        void aTestHasItsOwnServiceToo(TestBroker broker) {
            assertThat(broker.read("readings-late", Reading.class)).isEmpty();
        }
    }
}
