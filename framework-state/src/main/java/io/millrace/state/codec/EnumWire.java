package io.millrace.state.codec;

import java.nio.charset.StandardCharsets;

/** An enum's constant inside other values, by name. */
record EnumWire(EnumCodec names) implements Wire {
    @Override
    public Shape shape() {
        return Shape.DELIMITED;
    }

    @Override
    public void write(BytesWriter out, Object value) {
        out.writeRaw(names.name(value).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Schema schema(Schema.Path path) {
        return names.schema();
    }

    @Override
    public Object read(BytesReader in) {
        return names.constant(new String(in.readRaw(in.left()), StandardCharsets.UTF_8));
    }
}
