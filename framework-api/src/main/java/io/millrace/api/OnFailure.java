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

    /** What happens when all attempts failed. */
    FailureAction then() default FailureAction.DEAD_LETTER;
}
