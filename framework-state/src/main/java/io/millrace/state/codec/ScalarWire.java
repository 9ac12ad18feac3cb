package io.millrace.state.codec;

import java.util.Set;

/** A simple type inside others: its short form without the format byte. */
record ScalarWire(Shape shape, ScalarCodec<Object> codec) implements Wire {
    private static final Set<Class<?>> VARINTS = Set.of(Long.class, Integer.class, Short.class, Character.class);

    @SuppressWarnings("unchecked")
    static Wire of(ScalarCodec<?> codec) {
        return new ScalarWire(shapeOf(codec.type()), (ScalarCodec<Object>) codec);
    }

    private static Shape shapeOf(Class<?> type) {
        if (VARINTS.contains(type)) {
            return Shape.VARINT;
        }
        if (type == Double.class) {
            return Shape.FIXED64;
        }
        return type == Float.class ? Shape.FIXED32 : Shape.DELIMITED;
    }

    @Override
    public void write(BytesWriter out, Object value) {
        codec.check(value);
        codec.write().accept(out, value);
    }

    @Override
    public Schema schema(Schema.Path path) {
        return codec.schema();
    }

    @Override
    public Object read(BytesReader in) {
        return codec.read().apply(in);
    }
}
