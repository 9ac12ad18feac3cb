package io.millrace.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A static, pure method {@code long gap(E body)}: after how many milliseconds without a record a session ends, as this record
 * says. It covers [t, t + gap); a session lasts as long as the records in it cover.
 *
 * <p>At least 1 and at most 36500 days; else the record fails.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Gap {
    /** The session window it belongs to, which then has no {@link SessionWindow#gap} of its own. */
    String value();
}
