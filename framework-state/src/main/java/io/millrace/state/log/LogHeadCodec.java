package io.millrace.state.log;

import io.millrace.state.codec.BytesReader;
import io.millrace.state.codec.BytesWriter;
import io.millrace.state.codec.Codec;
import io.millrace.state.codec.CodecException;
import io.millrace.state.codec.Schema;

/** A head that is a value by itself. */
public final class LogHeadCodec implements Codec<Object> {
    private static final byte FORMAT = 42;

    @Override
    public byte[] encode(Object value) {
        BytesWriter out = new BytesWriter().writeByte(FORMAT);
        ((LogHead) value).write(out);
        return out.toBytes();
    }

    @Override
    public Schema schema() {
        return new Schema.Simple("log");
    }

    @Override
    public Object decode(byte[] bytes) {
        BytesReader in = new BytesReader(bytes);
        if (in.readByte() != FORMAT) {
            throw new CodecException("the bytes are no head of a log");
        }
        LogHead head = LogHead.read(in);
        in.end();
        return head;
    }
}
