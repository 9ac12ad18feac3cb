package io.millrace.docs.windows;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;

/** Times of the day of all examples, as {@code 14:03}. */
final class Clock {
    static final long MINUTE_MS = 60_000;

    private Clock() {}

    static long millis(String text) {
        return Instant.parse("2026-03-02T" + text + ":00Z").toEpochMilli();
    }

    static String text(long millis) {
        return LocalTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC).toString();
    }

    /** The same, where anything behind a full minute is a plus. */
    static String minutes(long millis) {
        long behind = Math.floorMod(millis, MINUTE_MS);
        return text(millis - behind) + (behind == 0 ? "" : "+");
    }
}
