package io.millrace.chaos.wire;

/**
 * What {@link Names#TALLY} says after each record.
 *
 * @param partition of the input
 * @param offset of the input
 * @param timeMs its event time
 */
public record Tallied(long uid, int partition, long offset, long timeMs, long n, long sum, long chain) {
    public String text() {
        return uid + "|" + partition + "|" + offset + "|" + timeMs + "|" + n + "|" + sum + "|" + chain;
    }

    public static Tallied of(String text) {
        String[] fields = text.split("\\|");
        return new Tallied(
                Long.parseLong(fields[0]),
                Integer.parseInt(fields[1]),
                Long.parseLong(fields[2]),
                Long.parseLong(fields[3]),
                Long.parseLong(fields[4]),
                Long.parseLong(fields[5]),
                Long.parseLong(fields[6]));
    }
}
