package io.millrace.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A static, pure method that tells from a record what is known of event time behind it (a punctuated watermark):
 * {@code static OptionalLong mark(Tick t)} gives the time in milliseconds since 1970 (UTC) before which no further record
 * of the same partition lies, or empty if this one says nothing.
 *
 * <p>The partition's watermark is the highest that was told; nothing else moves it. What a record says counts behind that
 * record, and must not lie ahead of its timestamp by more than {@code watermark.future-max}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Watermark {
    /** The input topics it belongs to, where the parameter's type does not tell. */
    String[] topics() default {};
}
