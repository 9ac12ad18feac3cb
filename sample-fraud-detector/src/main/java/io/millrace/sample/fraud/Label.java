package io.millrace.sample.fraud;

import io.micronaut.serde.annotation.Serdeable;

/**
 * What an investigation found out about a transaction, a week after it.
 *
 * @param at when it became known, in milliseconds since 1970
 */
@Serdeable
public record Label(long transaction, long at, String terminal, boolean fraud) {}
