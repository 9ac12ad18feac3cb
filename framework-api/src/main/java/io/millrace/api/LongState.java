package io.millrace.api;

/** A number of the current key; 0 where nothing is set. */
public interface LongState {
    long get();

    void set(long value);

    /** Adds and returns the new value; overflow wraps as in Java. */
    long add(long delta);

    void clear();
}
