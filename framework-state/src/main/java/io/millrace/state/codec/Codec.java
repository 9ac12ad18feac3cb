package io.millrace.state.codec;

/**
 * Turns values of one declared type into bytes and back. Thread-safe.
 *
 * <p>The first byte names the format, so that a later one can be told apart.
 */
public interface Codec<T> {
    /**
     * @throws CodecException if the value cannot be written
     */
    byte[] encode(T value);

    /**
     * @throws CodecException if the bytes are damaged or of an unknown format; never anything else, whatever the bytes
     */
    T decode(byte[] bytes);

    /** What the bytes mean; by default that they are this codec's. A codec that holds others' bytes has to name them. */
    default Schema schema() {
        return new Schema.Simple(getClass().getSimpleName());
    }
}
