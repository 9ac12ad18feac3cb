package io.millrace.testkit.sim;

import io.millrace.port.InputRecord;
import io.millrace.testkit.check.Event;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * What the listeners of the simulation write to their outputs, taken apart.
 *
 * @param timer whether a timer wrote it, whose number then stands for the uid
 */
record OutputText(boolean timer, long uid, String key, long timeMs, long n, long sum, long chain) {
    static OutputText of(InputRecord record) {
        String key = text(Objects.requireNonNull(record.key()));
        String[] fields = text(Objects.requireNonNull(record.value())).split("\\|");
        if (fields[0].equals("r") || fields[0].equals("t")) {
            return new OutputText(
                    fields[0].equals("t"),
                    Long.parseLong(fields[1]),
                    key,
                    Long.parseLong(fields[2]),
                    Long.parseLong(fields[3]),
                    Event.NONE,
                    Long.parseLong(fields[4]));
        }
        return new OutputText(
                false,
                Long.parseLong(fields[0]),
                key,
                record.timestamp(),
                Long.parseLong(fields[1]),
                Long.parseLong(fields[2]),
                Long.parseLong(fields[3]));
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
