package io.millrace.demo.truth;

import java.util.HashMap;
import java.util.Map;

/**
 * The exact features, straight from their definition: for w in 1, 7, 30 days, the customer's transactions in
 * (t - w, t] with this one included and ties in id order, and the terminal's in (t - 7 d - w, t - 7 d]. One pass over
 * the stream in order of time, then id. Single-threaded.
 */
public final class Reference {
    private static final long[] WINDOWS = {Transaction.DAY, 7 * Transaction.DAY, 30 * Transaction.DAY};

    private final Map<Integer, History> customers = new HashMap<>();
    private final Map<Integer, History> terminals = new HashMap<>();

    /** Takes the stream's next transaction and answers its features. */
    public Features next(Transaction transaction) {
        History customer = customers.computeIfAbsent(transaction.customer(), id -> new History());
        History terminal = terminals.computeIfAbsent(transaction.terminal(), id -> new History());
        customer.add(transaction.second(), transaction.cents());
        // A tie behind this one is not there yet, and what is 7 days old already is: both histories are complete.
        terminal.add(transaction.second(), transaction.fraud() ? 1 : 0);
        long[] values = new long[Feature.COUNT];
        fill(values, Feature.C1N, customer, transaction.second());
        fill(values, Feature.T1N, terminal, transaction.second() - Transaction.LABEL_DELAY);
        return new Features(transaction.id(), values);
    }

    private static void fill(long[] values, Feature first, History history, long end) {
        int column = first.ordinal();
        int to = history.upTo(end);
        for (long window : WINDOWS) {
            int from = history.upTo(end - window);
            values[column++] = to - from;
            values[column++] = history.total(from, to);
        }
    }
}
