package io.millrace.state.codec;

/** Records, collections and sealed types: format byte, schema version, then the value by its declared type. */
record StructuredCodec(Wire wire) implements Codec<Object> {
    private static final byte FORMAT = 50;
    private static final byte VERSION = 1;

    @Override
    public byte[] encode(Object value) {
        BytesWriter out = new BytesWriter().writeByte(FORMAT).writeByte(VERSION);
        try {
            wire.write(out, value);
        } catch (CodecException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new CodecException("a value cannot be written", e);
        }
        return out.toBytes();
    }

    @Override
    public Schema schema() {
        return wire.schema(new Schema.Path());
    }

    @Override
    public Object decode(byte[] bytes) {
        BytesReader in = new BytesReader(bytes);
        if (in.readByte() != FORMAT || in.readByte() != VERSION) {
            throw new CodecException("the bytes are of another format or version");
        }
        Object value;
        try {
            value = wire.read(in);
        } catch (CodecException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new CodecException("the bytes are damaged", e);
        }
        in.end();
        return value;
    }
}
