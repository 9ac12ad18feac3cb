package io.millrace.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A handler class: a record (or a class with final fields) whose constructor parameters are its handles.
 *
 * <p>One writing instance exists per task and is called by one thread at a time. The consumer group is
 * {@code <application>-<name>}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface StatefulListener {
    /** The listener's name: lower-case letters, digits and hyphens, at most 63 characters. */
    String value();

    /** In which order records reach the handler. */
    Order order() default Order.ARRIVAL;

    /**
     * Where a listener in event-time order sends records that come too late to be handled in order; empty: they are
     * counted and dropped.
     */
    String lateTo() default "";
}
