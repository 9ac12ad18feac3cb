package io.millrace.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A static, pure method {@code A merge(A earlier, A later)}: two accumulators as one. An accumulator that is
 * {@link Mergeable} needs none.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Merge {
    /** The window it belongs to. */
    String value();
}
