package io.millrace.port;

/**
 * What a group has committed for a partition.
 *
 * @param offset the next record to read; -1: nothing was ever committed
 * @param metadata what was stored with it
 */
public record CommittedOffset(long offset, String metadata) {
    /** Nothing was ever committed. */
    public static final CommittedOffset NONE = new CommittedOffset(-1, "");
}
