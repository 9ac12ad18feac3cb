package io.millrace.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A rolling window per key: what the last so-and-so long, as of the current record, folds to.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Rolling {
    /** The windows' sizes, such as {@code {"1d", "7d"}}. Each covers (t - size, t]. */
    String[] value();

    /** Shifts all windows into the past: (t - delay - size, t - delay]; empty: no delay. */
    String delay() default "";

    /** The fold as a class instead of {@link Fold} and {@link Unfold} methods. */
    Class<? extends Aggregate<?, ?>> aggregate() default Aggregate.None.class;
}
