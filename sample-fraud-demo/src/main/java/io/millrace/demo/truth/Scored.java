package io.millrace.demo.truth;

/** A transaction with what the service said about it. */
public record Scored(Transaction transaction, double score, boolean alerted) {
    /** Whether it really was a fraud. */
    public boolean fraud() {
        return transaction.fraud();
    }
}
