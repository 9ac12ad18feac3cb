package io.millrace.chaos.wire;

/**
 * A window's result.
 *
 * @param uids exclusive or of a hash of each uid
 */
public record Summed(long startMs, long endMs, long count, long amount, long uids) {
    public String text() {
        return startMs + "|" + endMs + "|" + count + "|" + amount + "|" + uids;
    }

    public static Summed of(String text) {
        String[] fields = text.split("\\|");
        return new Summed(
                Long.parseLong(fields[0]),
                Long.parseLong(fields[1]),
                Long.parseLong(fields[2]),
                Long.parseLong(fields[3]),
                Long.parseLong(fields[4]));
    }
}
