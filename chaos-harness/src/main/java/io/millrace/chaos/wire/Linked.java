package io.millrace.chaos.wire;

/**
 * A link of a key's life in event-time order: a record, or a timer that fired.
 *
 * @param timer whether a timer wrote it; its number is then the uid, and there is no input
 * @param setsDueMs when the timer is due that the record has set, {@link #SETS_NONE} if it has set none
 */
public record Linked(
        boolean timer, long uid, int partition, long offset, long timeMs, long n, long chain, long setsDueMs) {
    public static final long SETS_NONE = -1;
    /** How many timers a key has at most. */
    private static final int BELLS = 2;

    /** The number of the timer that a record sets. */
    public static long bell(long uid) {
        return uid % BELLS;
    }

    public String text() {
        return (timer ? "t" : "r") + "|" + uid + "|" + partition + "|" + offset + "|" + timeMs + "|" + n + "|" + chain
                + "|" + setsDueMs;
    }

    public static Linked of(String text) {
        String[] fields = text.split("\\|");
        return new Linked(
                fields[0].equals("t"),
                Long.parseLong(fields[1]),
                Integer.parseInt(fields[2]),
                Long.parseLong(fields[3]),
                Long.parseLong(fields[4]),
                Long.parseLong(fields[5]),
                Long.parseLong(fields[6]),
                Long.parseLong(fields[7]));
    }
}
