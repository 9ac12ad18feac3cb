package io.millrace.testkit.check;

/**
 * A promise that was not kept.
 *
 * @param guarantee id of the guarantee
 * @param rule what should hold, in words
 * @param expected what the history demands
 * @param found what it has instead
 */
public record Violation(String guarantee, String rule, Subject subject, String expected, String found) {
    @Override
    public String toString() {
        return guarantee + ": " + rule + "\n  about    " + subject + "\n  expected " + expected + "\n  found    "
                + found;
    }
}
