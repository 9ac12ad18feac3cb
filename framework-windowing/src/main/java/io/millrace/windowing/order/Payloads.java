package io.millrace.windowing.order;

/**
 * How records wait on disk.
 *
 * @param <R> the waiting record
 */
public interface Payloads<R> {
    /** About how much heap it takes, in bytes: the same whenever it is asked. */
    long heapBytes(R record);

    byte[] write(R record);

    /** Reads what {@link #write} wrote for a record of that input. */
    R read(int input, byte[] bytes);
}
