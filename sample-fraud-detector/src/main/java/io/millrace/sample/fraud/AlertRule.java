package io.millrace.sample.fraud;

import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Plain rules that a person can check: a large amount, a bad terminal, far more than this customer usually pays. */
@Singleton
final class AlertRule {
    private static final double AMOUNT_MAX = 220;
    private static final double TERMINAL_RISK_MAX = 0.5;
    private static final double TIMES_AVERAGE_MAX = 3;
    private static final double SMALL_AMOUNT = 60;

    /** The broken rule's name, or null. */
    @Nullable
    String broken(Transaction transaction, Spend month, Risk terminalWeek) {
        double amount = transaction.cents() / 100.0;
        if (amount > AMOUNT_MAX) {
            return "amount";
        }
        if (terminalWeek.rate() >= TERMINAL_RISK_MAX) {
            return "terminal-risk";
        }
        return amount > TIMES_AVERAGE_MAX * month.average() && amount > SMALL_AMOUNT ? "spending" : null;
    }
}
