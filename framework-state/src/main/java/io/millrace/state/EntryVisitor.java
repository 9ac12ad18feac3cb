package io.millrace.state;

/** Sees the entries of one key in one store. */
@FunctionalInterface
public interface EntryVisitor {
    /** Returns false to stop. */
    boolean visit(byte[] entryKey, Object value);
}
