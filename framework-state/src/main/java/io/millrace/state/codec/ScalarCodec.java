package io.millrace.state.codec;

import java.util.function.BiConsumer;
import java.util.function.Function;

/** One value of a simple type: a format byte, then its shortest form. The form of a type never changes. */
record ScalarCodec<T>(int format, Class<T> type, BiConsumer<BytesWriter, T> write, Function<BytesReader, T> read)
        implements Codec<T> {
    void check(Object value) {
        if (!type.isInstance(value)) {
            throw new CodecException("a value is not of type " + type.getName());
        }
    }

    @Override
    public byte[] encode(T value) {
        check(value);
        BytesWriter out = new BytesWriter().writeByte(format);
        write.accept(out, value);
        return out.toBytes();
    }

    @Override
    public Schema schema() {
        return new Schema.Simple(type.getSimpleName());
    }

    @Override
    public T decode(byte[] bytes) {
        BytesReader in = new BytesReader(bytes);
        if (in.readByte() != format) {
            throw new CodecException("the bytes are not in the format of " + type.getName());
        }
        T value;
        try {
            value = read.apply(in);
        } catch (CodecException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new CodecException("the bytes are no " + type.getName(), e);
        }
        in.end();
        return value;
    }
}
