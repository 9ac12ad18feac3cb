package io.millrace.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method that takes a window's result: {@code @KafkaKey}, the {@link WindowSpan}, the accumulator. What it sends, or
 * returns with {@link To}, bears the window's last instant, end - 1.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OnWindow {
    /** The window's name. */
    String value();
}
