package io.millrace.sample.fraud;

import io.micronaut.serde.annotation.Serdeable;

/** A transaction with what its customer spent in the last day, week and month, itself included. */
@Serdeable
public record Spent(Transaction transaction, Spend day, Spend week, Spend month) {}
