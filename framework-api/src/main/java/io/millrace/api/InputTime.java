package io.millrace.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a {@code @Topic} method: the times of its records are a clock's, not those of the events. Without it, and without an
 * {@link EventTime} method, a record's event time is its timestamp as the producer has set it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface InputTime {
    /** Whose clock. */
    TimeSource value();
}
