package io.millrace.windowing.rolling;

import org.jspecify.annotations.Nullable;

/**
 * A key's entry: where the log is, and what its windows fold to. Never changed.
 *
 * @param windows in the order of the model's sizes; null: to be folded from the log when asked for
 */
record Head(Directory directory, @Nullable Window[] windows) {
    static Head empty(int windows) {
        return new Head(Directory.EMPTY, new @Nullable Window[windows]);
    }
}
