package io.millrace.docs.windows;

import io.millrace.api.WindowAssigner;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** Early, late and night shift, from 6, 14 and 22 o'clock on, as clocks go in London. */
final class Shifts implements WindowAssigner {
    private static final ZoneId ZONE = ZoneId.of("Europe/London");

    @Override
    public void assign(long time, Spans spans) {
        LocalDateTime now = LocalDateTime.ofInstant(Instant.ofEpochMilli(time), ZONE);
        int hoursOfShift = now.minusHours(6).getHour() % 8;
        LocalDateTime start = now.truncatedTo(ChronoUnit.HOURS).minusHours(hoursOfShift);
        // The night in which clocks are put forward is an hour shorter.
        spans.add(millis(start), millis(start.plusHours(8)));
    }

    private static long millis(LocalDateTime time) {
        return time.atZone(ZONE).toInstant().toEpochMilli();
    }
}
