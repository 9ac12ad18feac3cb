package io.millrace.state;

/**
 * An entry whose time has come.
 *
 * @param store position of its store in the buffer's list
 */
public record DueEntry(long time, int store, byte[] key, byte[] entryKey) {}
