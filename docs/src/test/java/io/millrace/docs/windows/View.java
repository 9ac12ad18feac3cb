package io.millrace.docs.windows;

import io.micronaut.serde.annotation.Serdeable;

/**
 * A visitor looked at a page.
 *
 * @param at milliseconds since 1970
 * @param readMs how long one reads on it
 */
@Serdeable
record View(String page, long at, long readMs) {}
