package io.millrace.state.log;

import io.millrace.state.codec.BytesReader;
import io.millrace.state.codec.BytesWriter;
import io.millrace.state.codec.Codec;
import io.millrace.state.codec.CodecException;

/** A chunk's bytes: format, count, then for each element its time as a difference, its length and its bytes. */
record ChunkCodec(Codec<Object> element) implements Codec<Object> {
    private static final byte FORMAT = 41;

    @Override
    public byte[] encode(Object value) {
        Chunk chunk = (Chunk) value;
        BytesWriter out = new BytesWriter().writeByte(FORMAT).writeUnsigned(chunk.size());
        long time = 0;
        for (int i = 0; i < chunk.size(); i++) {
            out.writeSigned(chunk.time(i) - time).writeBytes(element.encode(chunk.element(i)));
            time = chunk.time(i);
        }
        return out.toBytes();
    }

    @Override
    public Object decode(byte[] bytes) {
        BytesReader in = new BytesReader(bytes);
        if (in.readByte() != FORMAT) {
            throw new CodecException("the bytes are no chunk of a log");
        }
        int count = in.readCount();
        if (count == 0 || count > ChunkLog.CHUNK_FULL) {
            throw new CodecException("a chunk with an impossible number of elements");
        }
        long[] times = new long[count];
        Object[] elements = new Object[count];
        long time = 0;
        for (int i = 0; i < count; i++) {
            time += in.readSigned();
            times[i] = time;
            elements[i] = element.decode(in.readBytes());
        }
        in.end();
        return new Chunk(times, elements);
    }
}
