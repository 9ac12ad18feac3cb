package io.millrace.windowing.window;

import io.millrace.state.codec.BytesReader;
import io.millrace.state.codec.BytesWriter;
import io.millrace.state.codec.Codec;
import io.millrace.state.codec.CodecException;
import io.millrace.state.codec.Schema;

/** Format byte; end; due time as difference; number of firings; the accumulator's bytes to the end. */
record KeptCodec(Codec<Object> accumulator) implements Codec<Object> {
    private static final byte FORMAT = 1;

    @Override
    public byte[] encode(Object value) {
        Kept kept = (Kept) value;
        return new BytesWriter()
                .writeByte(FORMAT)
                .writeSigned(kept.end())
                .writeUnsigned(kept.due() - kept.end() + 1)
                .writeUnsigned(kept.firings())
                .writeRaw(accumulator.encode(kept.accumulator()))
                .toBytes();
    }

    @Override
    public Object decode(byte[] bytes) {
        BytesReader in = new BytesReader(bytes);
        if (in.readByte() != FORMAT) {
            throw new CodecException("MR-0530 a window of format " + bytes[0] + ", known: " + FORMAT);
        }
        long end = in.readSigned();
        long due = end - 1 + in.readUnsigned();
        long firings = in.readUnsigned();
        if ((int) firings != firings || firings < 0) {
            throw new CodecException("MR-0530 a window with " + firings + " firings");
        }
        return new Kept(end, due, (int) firings, accumulator.decode(in.readRaw(in.left())));
    }

    @Override
    public Schema schema() {
        return accumulator.schema();
    }

    /** {@link Kept#due()} of stored bytes. */
    static long dueOf(byte[] bytes) {
        BytesReader in = new BytesReader(bytes);
        in.readByte();
        long end = in.readSigned();
        return end - 1 + in.readUnsigned();
    }
}
