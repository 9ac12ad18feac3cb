package io.millrace.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The author's promise that no instance of a record, or of what a sealed interface permits, ever changes, though the
 * types of its components would allow it: a list that the constructor copies with {@code List.copyOf}, for example.
 *
 * <p>State shares such values as they are; without the promise each record would get a copy of its own through the codec.
 * Of a generic type the promise holds as far as its type arguments cannot change either. Nobody checks it: an instance that
 * does change takes its change along even when the record that made it fails and is undone.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Immutable {}
