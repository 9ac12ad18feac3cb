package io.millrace.chaos.feed;

/**
 * How much is fed.
 *
 * @param recordsPerSecond to both input topics together
 * @param keys of the inputs
 * @param groups keys of the copies
 */
public record Load(int recordsPerSecond, int keys, int groups) {
    /** So much that every commit holds some records of every task, and so little that the machine has time for faults. */
    public static final Load USUAL = new Load(400, 48, 16);
}
