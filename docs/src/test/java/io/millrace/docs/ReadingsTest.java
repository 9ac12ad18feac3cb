package io.millrace.docs;

import io.millrace.docs.Readings.Reading;
import io.millrace.testkit.StatefulTest;
import org.junit.jupiter.api.Test;

class ReadingsTest {
    @Test
    void anHourIsOverWhenAMeterSaysSo() {
        StatefulTest.of(Readings.class)
                .send("readings", "m", new Reading(0, 7, false))
                .send("readings", "m", new Reading(4_000_000, 3, false))
                .expectNoOutput("peaks")
                .send("readings", "m", new Reading(10, 9, false))
                .send("readings", "m", new Reading(3_600_000, 1, true))
                .expectOutput("peaks", 9L);
    }
}
