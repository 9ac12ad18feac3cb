package io.millrace.api;

/**
 * A value that brings its own bytes into state, where a record's components would be the wrong form: a sketch, a bitmap,
 * a packed series. Like a record of unchangeable values it is shared, not copied.
 *
 * <p>The class is final and has no type parameters, its instances never change, and it has a static method
 * {@code fromBytes(byte[])} that is not private and returns the class:
 *
 * <ul>
 *   <li>{@code fromBytes(value.toBytes())} equals {@code value}, and equal values have equal bytes.
 *   <li>Neither method keeps, or gives away, an array that somebody else can change.
 *   <li>Bytes that were written once can be read by every later version of the class: begin them with a version.
 *   <li>For all other bytes {@code fromBytes} throws an {@code IllegalArgumentException}, before it makes room for what they
 *       claim to hold.
 * </ul>
 *
 * <p>In state the class goes by its simple name: renaming it is changing the type.
 */
public interface Packed {
    /** The value in bytes, in an array that is the caller's. */
    byte[] toBytes();
}
