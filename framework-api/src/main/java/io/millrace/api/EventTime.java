package io.millrace.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A static, pure method that gives a record's event time in milliseconds since 1970 (UTC).
 *
 * <p>It also says how the watermark of each partition follows: it stays behind the highest event time by
 * {@link #outOfOrder}, or by a disorder that is learned ({@link #onTime}). Where a {@link Watermark} method belongs to the
 * input, that one says it instead.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface EventTime {
    /**
     * How far a record may lie behind the highest event time seen in its partition without being late. {@code 0ms}: times
     * are monotonous. With {@link #onTime} the least that is learned.
     */
    String outOfOrder() default "0ms";

    /**
     * The share of records to be kept on time, such as {@code 0.999}; from 0.5 to 0.9999. The disorder of each partition is
     * then learned from its records, between {@link #outOfOrder} and {@link #outOfOrderMax}. 0: it is not learned.
     */
    double onTime() default 0;

    /** The most that is learned, and what holds until enough was seen; only with {@link #onTime}. */
    String outOfOrderMax() default "0ms";

    /**
     * After how long without data a partition no longer holds back the watermark; {@code off}: never. The clock
     * runs only while the partition has been read to its end.
     */
    String idle() default "30s";

    /** The input topics it belongs to, where the parameter's type does not tell. */
    String[] topics() default {};
}
