package io.millrace.demo.truth;

import java.util.Optional;

/** The plain alert rule, in whole cents so that nothing is rounded. The first reason that holds names the alert. */
public enum AlertRule {
    AMOUNT("amount"),
    TERMINAL_RISK("terminal-risk"),
    SPENDING("spending");

    private static final long AMOUNT_CENTS = 220_00;
    private static final long SPENDING_CENTS = 60_00;

    private final String text;

    AlertRule(String text) {
        this.text = text;
    }

    /** The name in messages and files. */
    public String text() {
        return text;
    }

    /** Why this transaction is alerted, if it is. */
    public static Optional<AlertRule> reason(Transaction transaction, Features f) {
        long cents = transaction.cents();
        if (cents > AMOUNT_CENTS) {
            return Optional.of(AMOUNT);
        }
        if (f.get(Feature.T7N) > 0 && 2 * f.get(Feature.T7F) >= f.get(Feature.T7N)) {
            return Optional.of(TERMINAL_RISK);
        }
        boolean threeTimesAverage = cents * f.get(Feature.C30N) > 3 * f.get(Feature.C30S);
        return threeTimesAverage && cents > SPENDING_CENTS ? Optional.of(SPENDING) : Optional.empty();
    }
}
