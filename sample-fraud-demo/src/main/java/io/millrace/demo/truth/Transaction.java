package io.millrace.demo.truth;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * One card payment.
 *
 * @param id ascending along the stream; breaks ties of equal seconds
 * @param second event time, seconds since the epoch (UTC)
 * @param cents amount, whole cents
 * @param fraud the label, which nobody knows before {@link #labelSecond()}
 */
public record Transaction(long id, long second, int customer, int terminal, long cents, boolean fraud) {
    /** Seconds in a day: every window is a multiple of it. */
    public static final long DAY = 86_400;

    /** A label is known this many seconds after its transaction. */
    public static final long LABEL_DELAY = 7 * DAY;

    /** When the label becomes known, seconds since the epoch. */
    public long labelSecond() {
        return second + LABEL_DELAY;
    }

    /** Days since the epoch, UTC. */
    public long day() {
        return Math.floorDiv(second, DAY);
    }

    /** The UTC date of a day number. */
    public static LocalDate date(long day) {
        return LocalDate.ofEpochDay(day);
    }

    /** Hour of the day, UTC, 0 to 23. */
    public int hour() {
        return Instant.ofEpochSecond(second).atOffset(ZoneOffset.UTC).getHour();
    }
}
