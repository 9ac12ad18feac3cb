package io.millrace.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Windows of the user's own making: an {@link WindowAssigner} says which windows a record belongs to.
 *
 * <p>Stands on the {@link Fold} method; the result goes to the {@link OnWindow} method of the same name. Each window is kept by
 * itself.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface CustomWindow {
    /** Unique among the listener's windows and stores. */
    String name();

    /** Has a constructor without parameters; must not keep anything from one record to the next. */
    Class<? extends WindowAssigner> assigner();

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
