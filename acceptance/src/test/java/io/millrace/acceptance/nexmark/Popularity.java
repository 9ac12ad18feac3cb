package io.millrace.acceptance.nexmark;

import io.micronaut.serde.annotation.Serdeable;

/** How many bids an auction got in a window. */
@Serdeable
record Popularity(long auction, long bids) {}
