package io.millrace.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A store of the listener; its name is the parameter's name in kebab-case unless one is given.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface State {
    /** The store's name, to keep a store when its parameter is renamed. */
    String value() default "";

    /** How long an entry lives after its last write, in event time; empty: for ever. */
    String ttl() default "";

    /** The most entries that a list or map keeps per key; 0: no limit. The oldest written go first. */
    int maxEntries() default 0;
}
