package io.millrace.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * One window per key, without a start and without an end: what it says and when is up to {@link #emit}. By default it gives its
 * result when all inputs have ended.
 *
 * <p>Stands on the {@link Fold} method; the result goes to the {@link OnWindow} method of the same name. A result bears the time
 * of the record that gave it, or the time by which it was due, or the latest time in the window; its
 * {@link WindowSpan#isGlobal span} has no ends. Nothing is late for it. What a {@link Emit#purge purging} result has emptied is
 * gone: without one, the window of each key is kept for ever.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface GlobalWindow {
    /** Unique among the listener's windows and stores. */
    String name();

    /** When it gives results: by default once, at the end of all inputs. */
    Emit emit() default @Emit;
}
