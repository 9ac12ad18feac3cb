package io.millrace.testkit.check;

import org.jspecify.annotations.Nullable;

/**
 * One fact of a history. Facts are flat: text, numbers and yes or no, so that a line of JSON holds one, and they are about
 * Kafka, state and processes, never about how a service is built.
 *
 * <p>Times are milliseconds since 1970. A transaction's name ({@code tx}) is whatever tells it apart from all others of
 * the run; producer id and epoch do, since transaction version 2 gives each transaction an epoch of its own.
 */
public sealed interface Event permits Declared, Logged, Observed {
    /** A number that is not known, or a watermark before the first. */
    long NONE = Long.MIN_VALUE;

    /** The key that the fact is about, if it is about one. */
    default @Nullable String key() {
        return null;
    }

    /** The input that the fact is about, {@link #NONE} if it is about none. */
    default long uid() {
        return NONE;
    }

    /** The transaction that made it so, empty if there was none. */
    default String tx() {
        return "";
    }
}
