package io.millrace.engine;

import java.util.function.LongSupplier;

/**
 * What a task shares with the others of its worker.
 *
 * @param orderHeapBytesMax what records that wait may take of the heap, in bytes; may change
 * @param overlong what took too long, in whatever task
 */
record TaskBounds(LongSupplier orderHeapBytesMax, Overlong overlong) {}
