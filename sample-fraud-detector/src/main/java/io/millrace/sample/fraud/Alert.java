package io.millrace.sample.fraud;

import io.micronaut.serde.annotation.Serdeable;

/** A transaction that a rule stopped. */
@Serdeable
public record Alert(long id, long at, String customer, String terminal, String rule, long cents) {}
