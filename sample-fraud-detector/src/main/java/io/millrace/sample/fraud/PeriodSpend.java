package io.millrace.sample.fraud;

import io.micronaut.serde.annotation.Serdeable;

/**
 * What a customer spent in one hour or on one day (UTC).
 *
 * @param start its first instant, in milliseconds since 1970
 */
@Serdeable
public record PeriodSpend(String customer, long start, Spend spend) {}
