package io.millrace.acceptance.answers;

import io.micronaut.serde.annotation.Serdeable;

/**
 * What the listeners of this package say of a window; times in milliseconds.
 *
 * @param from its start; of a session the first event
 * @param to its end; of a session the last event
 */
@Serdeable
record WindowRow(long from, long to, long count, long sum) {}
