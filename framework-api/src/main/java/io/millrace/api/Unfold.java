package io.millrace.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A static, pure method {@code A unfold(A soFar, E removed)}: undoes {@link Fold} for the oldest element. Where it cannot
 * be undone it returns null; the window is then folded again from its elements.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Unfold {
    /** The rolling state it belongs to. */
    String value();
}
