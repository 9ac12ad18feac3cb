package io.millrace.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Tumbling windows of several lengths from one declaration: minutes feed hours feed days. Each record is folded once, into the
 * shortest window; when a window closes, it is merged into the next longer one.
 *
 * <p>Stands on the {@link Fold} method; the results of all levels go to the {@link OnWindow} method of the same name, where
 * {@link WindowSpan#lengthMs} tells them apart. Needs a {@link Merge} method. What comes too late for the shorter levels still
 * counts in the longer ones that are open, so each level holds just what tumbling windows of its length would.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface WindowHierarchy {
    /** Unique among the listener's windows and stores. */
    String name();

    /** The lengths, ascending, each a multiple of the one before: {@code {"1m", "1h", "1d"}}. */
    String[] levels();

    /** Moves all starts from multiples of the length; shorter than the longest. */
    String offset() default "0ms";

    /** Which time it counts. */
    TimeDomain time() default TimeDomain.EVENT;

    /**
     * For how long after its close a window takes records that come late; each of them emits the refined result at once.
     * Event time only.
     */
    String allowedLateness() default "0ms";

    /**
     * The topic for records that come too late even so, as they were and with the reason in a header; empty: they are
     * counted. Placeholders are allowed. Event time only.
     */
    String lateTo() default "";
}
