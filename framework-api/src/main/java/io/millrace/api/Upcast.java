package io.millrace.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A static, pure method of a record that is kept in state, {@code static Spend from(SpendBefore old)}: makes a value out
 * of one that was stored as the record was before. Components that come and go need no such method: those that are new are
 * null or zero in older values, and a canonical constructor may replace that.
 *
 * <p>The older record must be kept, with its own {@code @Upcast} method if it has one: values are written in the new form
 * only when they change.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Upcast {}
