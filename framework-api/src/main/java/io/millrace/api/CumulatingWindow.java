package io.millrace.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Windows that grow in steps: the hour so far, every minute. All have the start of the longest; after each step with a record
 * in the window so far there is a result.
 *
 * <p>Stands on the {@link Fold} method; the result goes to the {@link OnWindow} method of the same name. One update per record
 * however many steps follow; needs a {@link Merge} method. The same as Flink's {@code CUMULATE}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface CumulatingWindow {
    /** Unique among the listener's windows and stores. */
    String name();

    /** How long the longest is, such as {@code 1h}: a multiple of the step. */
    String size();

    /** From one result to the next, such as {@code 1m}. */
    String step();

    /** Moves all starts from multiples of the size; shorter than the size. */
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
