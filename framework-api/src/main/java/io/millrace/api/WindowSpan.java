package io.millrace.api;

/**
 * Which window a result is of.
 *
 * @param start first instant, in milliseconds since 1970
 * @param end the instant after the last
 * @param index how many results this window gave before; 0 for the first
 */
public record WindowSpan(long start, long end, Firing firing, int index) {}
