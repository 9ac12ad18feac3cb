package io.millrace.state;

import java.util.List;

/**
 * Room beside a task's state for what waits and finds no place on the heap.
 *
 * <p>No part of the state: not logged, in no checkpoint, and empty whenever its store is opened. Keys are in unsigned byte
 * order. Used by the task's thread; of no use after the store was closed.
 */
public interface SpillArea {
    /** What waits, and its place. */
    record Row(byte[] key, byte[] value) {}

    /** Adds rows, whose keys must be new, with one write. */
    void put(List<Row> rows);

    /**
     * Takes rows out, in order: those from the key {@code from} on, until they have {@code bytesMax} bytes or more. The
     * first one is taken whatever its size; none if there is none.
     */
    List<Row> take(byte[] from, long bytesMax);

    /** Takes everything out. */
    void clear();
}
