package io.millrace.sample.fraud;

import io.micronaut.serde.annotation.Serdeable;

/**
 * How many alerts a terminal has raised in one minute so far.
 *
 * @param minute its first instant, in milliseconds since 1970
 */
@Serdeable
public record AlertCount(String terminal, long minute, long alerts) {}
