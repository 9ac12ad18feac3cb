package io.millrace.api;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * When a window gives results. Whatever stands here, what comes late but within the lateness gives a refined result at once,
 * except where results are given by {@link #count} alone: then it counts like the rest.
 *
 * <p>Each result tells by {@link WindowSpan#firing} whether its window was still open, had just closed, or was refined.
 * Without {@link #purge} each result carries all that its window holds and takes the place of the one before; with it each
 * carries what came since the one before, and they add up.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({})
public @interface Emit {
    /** A result when the window has closed, if it holds anything. */
    boolean atClose() default true;

    /** A result for each record, at once. */
    boolean onUpdate() default false;

    /** While the window is open a result at each multiple of this time, such as {@code 10s}; empty: none. */
    String every() default "";

    /** Which time {@link #every} counts: the watermark, or the wall clock. */
    TimeDomain in() default TimeDomain.EVENT;

    /** While the window is open a result after each so many records; 0: none. */
    int count() default 0;

    /** Whether a result empties the window. */
    boolean purge() default false;

    /** Whether {@link #every} also repeats a result that has not changed. */
    boolean unchanged() default false;
}
