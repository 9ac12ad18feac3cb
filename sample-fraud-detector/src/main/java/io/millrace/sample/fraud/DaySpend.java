package io.millrace.sample.fraud;

import io.micronaut.serde.annotation.Serdeable;

/**
 * What a customer spent on one day (UTC).
 *
 * @param day its first instant, in milliseconds since 1970
 */
@Serdeable
public record DaySpend(String customer, long day, Spend spend) {}
