package io.millrace.state;

/** A walk over a range in byte order. Used by one thread; must be closed. */
public interface StoreScan extends AutoCloseable {
    /** Moves to the next row; false at the end. Before the first call there is no row. */
    boolean next();

    byte[] key();

    byte[] value();

    @Override
    void close();
}
