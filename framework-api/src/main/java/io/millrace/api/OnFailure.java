package io.millrace.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What to do when a handler throws: retries in place, with growing pauses, then an action.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface OnFailure {
    /** Further attempts after the first one; 0 or more. */
    int retries() default 3;

    /** Pause before the first retry; it doubles with each further one. */
    String backoff() default "200ms";

    /** The longest pause between two attempts. */
    String backoffMax() default "10s";

    /** Exceptions, subclasses included, that no retry can help: the action follows at once, as for {@link Rejected}. */
    Class<? extends Throwable>[] fatal() default {};

    /**
     * Exceptions, subclasses included, that pass by themselves, such as a database that restarts: retried for as long as
     * {@link #transientFor}, whatever {@link #retries} says. The task and its partitions wait meanwhile.
     */
    Class<? extends Throwable>[] transients() default {};

    /** How long transient exceptions are retried. */
    String transientFor() default "5m";

    /** What happens when all attempts failed. */
    FailureAction then() default FailureAction.DEAD_LETTER;
}
