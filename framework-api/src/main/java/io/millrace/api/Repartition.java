package io.millrace.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An internal topic between two listeners that carries watermarks in band.
 *
 * <p>On a {@link KeyedOut} it is written, on a method it is read. The topic is named after the listener that writes it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.METHOD})
public @interface Repartition {
    /** The name that writer and reader share. */
    String value();
}
