package io.millrace.demo.run;

import io.millrace.demo.truth.Transaction;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Transactions and labels merged in order of event time; a label that becomes known exactly at t comes before the
 * transactions of t. The stream may grow at its end. Remembers only what has no label yet: a week, however long the
 * stream. Pure; single-threaded.
 */
final class EventOrder {
    /** A transaction, or its label. */
    record Event(Transaction transaction, boolean label) {}

    private final Iterator<Transaction> stream;
    private final Queue<Transaction> unlabelled = new ArrayDeque<>();
    private @Nullable Transaction head;

    /** @param stream may have a next one after it had none */
    EventOrder(Iterator<Transaction> stream) {
        this.stream = stream;
    }

    /**
     * Over a list that may grow at its end.
     *
     * @param more asked at its end; what it answers becomes part of the list
     */
    static EventOrder of(List<Transaction> growing, Supplier<Optional<Transaction>> more) {
        return new EventOrder(new Iterator<>() {
            private int position;

            @Override
            public boolean hasNext() {
                if (position == growing.size()) {
                    more.get().ifPresent(growing::add);
                }
                return position < growing.size();
            }

            @Override
            public Transaction next() {
                return growing.get(position++);
            }
        });
    }

    /** The next event up to the stream's last transaction; empty when that was the last answer. */
    Optional<Event> next() {
        Transaction transaction = head;
        if (transaction == null) {
            if (!stream.hasNext()) {
                return Optional.empty();
            }
            transaction = stream.next();
        }
        Transaction oldest = unlabelled.peek();
        if (oldest != null && oldest.labelSecond() <= transaction.second()) {
            head = transaction;
            return nextLabel();
        }
        head = null;
        unlabelled.add(transaction);
        return Optional.of(new Event(transaction, false));
    }

    /** The oldest label that is not out yet; empty when all are. */
    Optional<Event> nextLabel() {
        return Optional.ofNullable(unlabelled.poll()).map(transaction -> new Event(transaction, true));
    }
}
