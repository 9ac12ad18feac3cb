package io.millrace.demo.run;

/** When each transaction of the feed may go. */
@FunctionalInterface
interface Pace {
    /** As fast as they are taken. */
    Pace FULL_SPEED = position -> {};

    /** Waits until the transaction at this position may be sent. */
    void awaitDue(long position);
}
