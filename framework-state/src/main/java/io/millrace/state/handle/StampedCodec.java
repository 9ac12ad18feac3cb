package io.millrace.state.handle;

import io.millrace.state.codec.BytesReader;
import io.millrace.state.codec.BytesWriter;
import io.millrace.state.codec.Codec;
import io.millrace.state.codec.KeyCodec;
import io.millrace.state.codec.Schema;
import java.util.List;

/**
 * A value behind its stamp: format, precision of the expiry row, last write, distance to the row: 9 bytes as a rule. Each
 * of the two codecs reads what the other wrote, so that a store may get a time to live, or lose it.
 */
record StampedCodec(Codec<Object> inner) implements Codec<Object> {
    private static final byte FORMAT = 60;
    private static final byte NO_ROW = -1;

    @Override
    public byte[] encode(Object value) {
        Stamped stamped = (Stamped) value;
        byte[] bytes = inner.encode(stamped.value());
        BytesWriter out = new BytesWriter(bytes.length + 2 + 2 * (Long.BYTES + 2)).writeByte(FORMAT);
        if (stamped.dueMs() == Stamped.NEVER) {
            out.writeByte(NO_ROW).writeSigned(stamped.writtenMs());
        } else {
            int shift = Long.numberOfTrailingZeros(stamped.dueMs()) & (Long.SIZE - 1);
            out.writeByte(shift)
                    .writeSigned(stamped.writtenMs())
                    .writeSigned((stamped.dueMs() >> shift) - (stamped.writtenMs() >> shift));
        }
        return out.writeRaw(bytes).toBytes();
    }

    @Override
    public Object decode(byte[] bytes) {
        if (!isStamped(bytes)) {
            return new Stamped(Stamped.UNKNOWN, Stamped.NEVER, inner.decode(bytes));
        }
        BytesReader in = new BytesReader(bytes);
        in.readByte();
        int shift = in.readByte();
        long writtenMs = in.readSigned();
        long dueMs = shift == NO_ROW ? Stamped.NEVER : (writtenMs >> shift) + in.readSigned() << shift;
        return new Stamped(writtenMs, dueMs, inner.decode(in.readRaw(in.left())));
    }

    @Override
    public Schema schema() {
        return inner.schema();
    }

    /** {@link Stamped#dueMs()} of stored bytes. */
    static long dueMs(byte[] bytes) {
        if (!isStamped(bytes)) {
            return Stamped.NEVER;
        }
        BytesReader in = new BytesReader(bytes);
        in.readByte();
        int shift = in.readByte();
        long writtenMs = in.readSigned();
        return shift == NO_ROW ? Stamped.NEVER : (writtenMs >> shift) + in.readSigned() << shift;
    }

    private static boolean isStamped(byte[] bytes) {
        return bytes.length > 0 && bytes[0] == FORMAT;
    }

    /** For a store without stamps. */
    record Bare(Codec<Object> inner) implements Codec<Object> {
        @Override
        public byte[] encode(Object value) {
            return inner.encode(value);
        }

        @Override
        public Object decode(byte[] bytes) {
            return isStamped(bytes) ? ((Stamped) new StampedCodec(inner).decode(bytes)).value() : inner.decode(bytes);
        }

        @Override
        public Schema schema() {
            return inner.schema();
        }
    }

    /** Codec of a map's values: the bytes of its keys must not change either. */
    record OfMap(KeyCodec<Object> keys, Codec<Object> inner) implements Codec<Object> {
        @Override
        public byte[] encode(Object value) {
            return inner.encode(value);
        }

        @Override
        public Object decode(byte[] bytes) {
            return inner.decode(bytes);
        }

        @Override
        public Schema schema() {
            return new Schema.Container("map", List.of(keys.schema(), inner.schema()));
        }
    }
}
