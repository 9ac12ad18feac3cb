package io.millrace.testkit.check;

/**
 * A fact in a history.
 *
 * @param number its place in the whole history, from 1; kept when others are left out
 * @param atMs when it was written
 * @param by who wrote it
 */
public record Step(long number, long atMs, String by, Event event) {}
