package io.millrace.api;

/** A floating-point number of the current key; 0 where nothing is set. */
public interface DoubleState {
    double get();

    void set(double value);

    /** Adds and returns the new value. */
    double add(double delta);

    void clear();
}
