package io.millrace.chaos.scenario;

/**
 * A row of the fault table.
 *
 * @param fault what is done, in a few words
 * @param holds what must hold
 * @param seconds about how long it takes
 */
public record Row(int number, String name, String fault, String holds, int seconds) {}
