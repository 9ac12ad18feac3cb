package io.millrace.state;

import org.jspecify.annotations.Nullable;

/** Takes the changes of an epoch, each entry once. */
@FunctionalInterface
public interface ChangeSink {
    /**
     * @param entry the changelog record's key
     * @param value its value; null deletes
     */
    void change(byte[] entry, byte @Nullable [] value);
}
