package io.millrace.state.codec;

import io.millrace.spi.TypeRef;

/** Where codecs come from. */
public final class Codecs {
    private Codecs() {}

    /**
     * The codec of a declared type.
     *
     * @throws IllegalArgumentException MR-0420 if values of the type cannot be stored
     */
    public static Codec<Object> of(TypeRef type) {
        if (type.raw().isEnum()) {
            return new EnumCodec(type.raw());
        }
        ScalarCodec<?> scalar = Scalars.of(type.raw());
        if (scalar != null) {
            return untyped(scalar);
        }
        throw new IllegalArgumentException("MR-0420 values of type " + type + " cannot be stored");
    }

    /** Codecs check the type of what they are given, so that this cannot go wrong unseen. */
    @SuppressWarnings("unchecked")
    private static Codec<Object> untyped(Codec<?> codec) {
        return (Codec<Object>) codec;
    }
}
