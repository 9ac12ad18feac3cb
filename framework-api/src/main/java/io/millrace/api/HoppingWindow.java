package io.millrace.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Windows of one size, one beginning at each slide: they overlap if the slide is shorter than the size, and leave gaps if
 * it is longer; an element in a gap is in no window.
 *
 * <p>Stands on the {@link Fold} method; the result goes to the {@link OnWindow} method of the same name. Overlapping windows
 * share panes, one update per record, and need a {@link Merge} method for that; with results before the close, each is kept by
 * itself.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface HoppingWindow {
    /** Unique among the listener's windows and stores. */
    String name();

    /** How long a window is, such as {@code 1h}. */
    String size();

    /** The time from one start to the next. */
    String slide();

    /** Moves all starts from multiples of the slide; shorter than the slide. */
    String offset() default "0ms";

    /** Which time it counts. */
    TimeDomain time() default TimeDomain.EVENT;

    /** When it gives results: by default once, at close. */
    Emit emit() default @Emit;

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
