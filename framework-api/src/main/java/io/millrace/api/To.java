package io.millrace.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The output topic of an {@link Out} or {@link KeyedOut}, or of what a method returns.
 *
 * <p>A method that takes records returns one message; or, where its return type is {@code @Nullable}, one or none; or an
 * {@code Iterable} of messages, sent in its order. Each is sent as {@link Out#send(Object)} would when the method has
 * returned: with the current key, and with everything else that the call did, or not at all.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.METHOD})
public @interface To {
    /** The topic; placeholders are allowed. */
    String value();
}
