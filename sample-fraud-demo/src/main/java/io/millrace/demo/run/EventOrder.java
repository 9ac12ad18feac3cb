package io.millrace.demo.run;

import io.millrace.demo.truth.Transaction;
import java.util.List;
import java.util.Optional;

/**
 * Transactions and labels merged in order of event time; a label that becomes known exactly at t comes before the
 * transactions of t. The stream may grow at its end. Pure; single-threaded.
 */
final class EventOrder {
    /** A transaction, or its label. */
    record Event(Transaction transaction, boolean label) {}

    private final List<Transaction> stream;
    private int transactions;
    private int labels;

    EventOrder(List<Transaction> stream) {
        this.stream = stream;
    }

    /** The next event up to the stream's last transaction; empty when that was the last answer. */
    Optional<Event> next() {
        if (transactions == stream.size()) {
            return Optional.empty();
        }
        Transaction transaction = stream.get(transactions);
        if (stream.get(labels).labelSecond() <= transaction.second()) {
            return Optional.of(new Event(stream.get(labels++), true));
        }
        transactions++;
        return Optional.of(new Event(transaction, false));
    }

    /** The next label behind the last transaction; empty when all are out. */
    Optional<Event> nextLabel() {
        return labels == stream.size() ? Optional.empty() : Optional.of(new Event(stream.get(labels++), true));
    }
}
