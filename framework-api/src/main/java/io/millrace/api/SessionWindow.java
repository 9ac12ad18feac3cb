package io.millrace.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Windows that last as long as something happens: an element at t covers [t, t + gap), and those that overlap or touch are
 * one session.
 *
 * <p>Stands on the {@link Fold} method; needs a {@link Merge} method, because an element can join two sessions. The result
 * goes to the {@link OnWindow} method of the same name. An element behind the watermark that touches a session which is
 * still open is not late.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface SessionWindow {
    /** Unique among the listener's windows and stores. */
    String name();

    /**
     * The session ends when nothing has happened for longer than this; empty where each record says it by a {@link Gap}
     * method.
     */
    String gap() default "";

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
