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

    /**
     * How long an entry lives after its last write, in event time; empty: for ever. In lists and maps each element and
     * entry has its own life. What has expired is never returned: it is gone for a call at that time or later, and for a
     * late record once the watermark has passed it. A write out of order shortens no life.
     */
    String ttl() default "";

    /**
     * The most entries that a list or map keeps per key; 0: no limit. The oldest written go first: of a list the first
     * ones, of a map those with the earliest last write. A map with a limit (10,000 at most) looks at all entries of the
     * key when it gets a new one.
     */
    int maxEntries() default 0;
}
