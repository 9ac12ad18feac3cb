package io.millrace.windowing.rolling;

import io.millrace.state.codec.BytesReader;
import io.millrace.state.codec.BytesWriter;
import io.millrace.state.codec.Codec;
import io.millrace.state.codec.CodecException;
import io.millrace.state.codec.Schema;
import java.util.List;

/** Format byte, count, first time, time deltas, then the elements with their lengths. */
record ChunkCodec(Codec<Object> element) implements Codec<Object> {
    private static final byte FORMAT = 1;

    @Override
    public byte[] encode(Object value) {
        Chunk chunk = (Chunk) value;
        BytesWriter out = new BytesWriter().writeByte(FORMAT).writeUnsigned(chunk.size());
        long before = chunk.times()[0];
        out.writeSigned(before);
        for (int i = 1; i < chunk.size(); i++) {
            out.writeUnsigned(chunk.times()[i] - before);
            before = chunk.times()[i];
        }
        for (Object each : chunk.elements()) {
            out.writeBytes(element.encode(each));
        }
        return out.toBytes();
    }

    @Override
    public Schema schema() {
        return new Schema.Container("chunk", List.of(element.schema()));
    }

    @Override
    public Object decode(byte[] bytes) {
        BytesReader in = new BytesReader(bytes);
        if (in.readByte() != FORMAT) {
            throw new CodecException("MR-0520 rolling chunk of format " + bytes[0] + ", known: " + FORMAT);
        }
        int size = in.readCount();
        if (size == 0) {
            throw new CodecException("MR-0520 rolling chunk without elements");
        }
        long[] times = new long[size];
        times[0] = in.readSigned();
        for (int i = 1; i < size; i++) {
            times[i] = times[i - 1] + in.readUnsigned();
        }
        Object[] elements = new Object[size];
        for (int i = 0; i < size; i++) {
            elements[i] = element.decode(in.readBytes());
        }
        in.end();
        return new Chunk(times, elements);
    }
}
