package io.millrace.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Windows that follow the records: one for each distinct content that a window of this size, both ends included, can have as
 * it slides over a key's records. The same as Kafka Streams' {@code SlidingWindows}: for a record at t the window
 * [t - size, t], and, if any record lies in it, (t, t + size].
 *
 * <p>A record that comes when the window that ends with it has closed counts in the later ones that hold it.
 *
 * <p>Stands on the {@link Fold} method; the result goes to the {@link OnWindow} method of the same name. One update per record
 * however many windows it lies in; needs a {@link Merge} method. A {@link WindowSpan}'s end is the instant after the last, so a
 * span is one millisecond longer than the size.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface SlidingWindow {
    /** Unique among the listener's windows and stores. */
    String name();

    /** The time between the first and the last record of a window, at most. */
    String size();

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
