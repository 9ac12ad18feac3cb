package io.millrace.acceptance.answers;

import io.micronaut.serde.annotation.Serdeable;

/**
 * What the listeners of this package are fed with.
 *
 * @param at event time in milliseconds
 * @param amount what is summed up
 */
@Serdeable
record Observation(long at, long amount) {}
