package io.millrace.sample.fraud;

import io.micronaut.serde.annotation.Serdeable;

/**
 * A time in which a customer paid again and again.
 *
 * @param first when it began, in milliseconds since 1970
 * @param last its last payment
 */
@Serdeable
public record CardSession(String customer, long first, long last, Spend spend) {}
