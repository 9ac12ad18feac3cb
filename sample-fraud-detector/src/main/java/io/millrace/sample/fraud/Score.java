package io.millrace.sample.fraud;

import io.micronaut.serde.annotation.Serdeable;

/** How suspicious a transaction is; higher is more. */
@Serdeable
public record Score(long id, long at, String customer, double score) {}
