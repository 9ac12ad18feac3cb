package io.millrace.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A static, pure method {@code A fold(@Nullable A soFar, E added)}. With a window annotation beside it, E is a message body.
 * Ready-made accumulators are in {@code io.millrace.api.aggregate}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Fold {
    /** The rolling state or window it belongs to. */
    String value();

    /** The input topics whose records a window takes, where the parameter's type does not tell. */
    String[] topics() default {};
}
