package io.millrace.state.codec;

/** True or false as a number of one byte. */
record BooleanWire() implements Wire {
    @Override
    public Shape shape() {
        return Shape.VARINT;
    }

    @Override
    public void write(BytesWriter out, Object value) {
        out.writeUnsigned((Boolean) value ? 1 : 0);
    }

    @Override
    public Schema schema(Schema.Path path) {
        return new Schema.Simple("Boolean");
    }

    @Override
    public Object read(BytesReader in) {
        return in.readUnsigned() != 0;
    }
}
