package io.millrace.state.codec;

/**
 * Turns map keys into bytes whose unsigned order is the keys' order. Equal keys have equal bytes. Thread-safe.
 *
 * <p>Order is that of {@link Comparable}, except: strings by code point, enums by name, byte arrays unsigned.
 */
public interface KeyCodec<K> {
    /**
     * @throws CodecException if the key is not of the declared type
     */
    byte[] encode(K key);

    /**
     * @throws CodecException if the bytes are no key; never anything else
     */
    K decode(byte[] bytes);

    /** What the bytes mean. */
    Schema schema();
}
