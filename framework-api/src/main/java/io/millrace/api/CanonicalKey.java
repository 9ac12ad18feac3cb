package io.millrace.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a record or an enum of your own a key: its author promises that equal keys have equal bytes, whoever writes them.
 *
 * <p>State, timers and partitions go by a key's bytes. Two spellings of one key would be two keys, each with half of the
 * state. So the serde of such a type (of {@code kafka.consumers} and {@code kafka.producers}, of a {@code SerdeRegistry},
 * or JSON) must have one form for each value, and every producer of the topic must write that form.
 *
 * <p>The promise is checked with each record: one whose key has other bytes than its serde would write counts as
 * undecodable. The compiler wants all components to be of types that cannot change, which leaves out collections: equal
 * sets and maps may be written in different orders.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface CanonicalKey {}
