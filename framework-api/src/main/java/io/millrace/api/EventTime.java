package io.millrace.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A static, pure method that gives a record's event time in milliseconds since 1970 (UTC).
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface EventTime {
    /** How far a record may lie behind the highest event time seen in its partition without being late. */
    String outOfOrder() default "0ms";

    /**
     * After how long without data a partition no longer holds back the watermark; {@code off}: never. The clock
     * runs only while the partition has been read to its end.
     */
    String idle() default "30s";

    /** The input topics it belongs to, where the parameter's type does not tell. */
    String[] topics() default {};
}
