package io.millrace.state.codec;

import io.millrace.spi.TypeRef;

/** Where codecs come from. */
public final class Codecs {
    private Codecs() {}

    /**
     * The codec of a declared type: simple types, enums, records, lists, sets and maps, sealed types, packed classes. Values are found by
     * the declared type alone; what stands in the bytes never names a class.
     *
     * @throws IllegalArgumentException MR-0420, MR-0424 if values of the type cannot be stored; the message says why
     */
    public static Codec<Object> of(TypeRef type) {
        if (type.raw().isEnum()) {
            return new EnumCodec(type.raw());
        }
        ScalarCodec<?> scalar = Scalars.of(type.raw());
        return scalar != null ? untyped(scalar) : new StructuredCodec(new WireFactory(type).make());
    }

    /** Codecs check the type of what they are given, so that this cannot go wrong unseen. */
    @SuppressWarnings("unchecked")
    private static Codec<Object> untyped(Codec<?> codec) {
        return (Codec<Object>) codec;
    }
}
