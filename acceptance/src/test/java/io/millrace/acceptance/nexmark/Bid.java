package io.millrace.acceptance.nexmark;

import io.micronaut.serde.annotation.Serdeable;

/**
 * A bid of the auction stream.
 *
 * @param at when, in milliseconds
 */
@Serdeable
record Bid(long auction, long bidder, long price, long at) {}
