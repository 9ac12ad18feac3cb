package io.millrace.sample.fraud;

import io.micronaut.serde.annotation.Serdeable;

/**
 * A card was used.
 *
 * @param at milliseconds since 1970
 */
@Serdeable
public record Transaction(long id, long at, String customer, String terminal, long cents) {}
