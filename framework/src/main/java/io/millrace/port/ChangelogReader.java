package io.millrace.port;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A walk through one changelog partition. Used by one thread. */
public interface ChangelogReader extends AutoCloseable {
    /**
     * A change as it was appended.
     *
     * @param offset where it stands in the changelog
     */
    record Change(long offset, byte[] entry, byte @Nullable [] value) {}

    /** The next committed changes; empty if none arrived in time, which is not the end. */
    List<Change> next();

    /** Everything committed below this offset has been returned. */
    long position();

    @Override
    void close();
}
