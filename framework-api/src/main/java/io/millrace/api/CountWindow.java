package io.millrace.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Windows that are made of so many records of a key, in the order in which they are handled: a result after each
 * {@link #every} records, over the last {@link #size} of them or as many as there are.
 *
 * <p>Stands on the {@link Fold} method; the result goes to the {@link OnWindow} method of the same name, at the time of the record
 * that completed it and with a {@link WindowSpan#isGlobal span} without ends. Windows that overlap need a {@link Merge} method:
 * they share panes. A window that is not complete is kept until it is.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface CountWindow {
    /** Unique among the listener's windows and stores. */
    String name();

    /** How many records a window has, 1 or more. */
    int size();

    /** After how many records a result is given; 0: after each {@link #size}, so that windows do not overlap. */
    int every() default 0;
}
