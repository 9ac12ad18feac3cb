package io.millrace.windowing.window;

import io.millrace.state.codec.BytesReader;
import io.millrace.state.codec.BytesWriter;
import io.millrace.state.codec.Codec;
import io.millrace.state.codec.CodecException;
import io.millrace.state.codec.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Format byte; end; due time as difference; number of firings; then, since format 2, flags, elements since the last firing,
 * the next early result as difference and the latest time if there are such; the accumulator's bytes to the end if there is one.
 *
 * <p>Format 1 is read: windows that only gave results at and behind their close.
 */
record KeptCodec(Codec<Object> accumulator) implements Codec<Object> {
    private static final byte FINAL_ONLY = 1;
    private static final byte FORMAT = 2;
    private static final int HAS_EARLY = 1;
    private static final int HAS_ACCUMULATOR = 2;
    private static final int HAS_LATEST = 4;

    @Override
    public byte[] encode(Object value) {
        Kept kept = (Kept) value;
        boolean early = kept.early() != Kept.NEVER;
        boolean latest = kept.latest() != Kept.NONE;
        Object content = kept.accumulator();
        int flags = (early ? HAS_EARLY : 0) | (content != null ? HAS_ACCUMULATOR : 0) | (latest ? HAS_LATEST : 0);
        BytesWriter out = new BytesWriter()
                .writeByte(FORMAT)
                .writeSigned(kept.end())
                .writeSigned(kept.due() - kept.end())
                .writeUnsigned(kept.firings())
                .writeByte((byte) flags)
                .writeUnsigned(kept.since());
        if (early) {
            out.writeUnsigned(kept.end() - kept.early());
        }
        if (latest) {
            out.writeSigned(kept.latest());
        }
        return content == null
                ? out.toBytes()
                : out.writeRaw(accumulator.encode(content)).toBytes();
    }

    @Override
    public Object decode(byte[] bytes) {
        BytesReader in = new BytesReader(bytes);
        byte format = format(in);
        long end = in.readSigned();
        long due = due(format, end, in);
        int firings = firings(in);
        if (format == FINAL_ONLY) {
            return new Kept(end, due, firings, 1, Kept.NEVER, Kept.NONE, content(in));
        }
        int flags = in.readByte();
        long since = in.readUnsigned();
        long early = (flags & HAS_EARLY) == 0 ? Kept.NEVER : end - in.readUnsigned();
        long latest = (flags & HAS_LATEST) == 0 ? Kept.NONE : in.readSigned();
        Object content = (flags & HAS_ACCUMULATOR) == 0 ? null : content(in);
        return new Kept(end, due, firings, since, early, latest, content);
    }

    private @Nullable Object content(BytesReader in) {
        return accumulator.decode(in.readRaw(in.left()));
    }

    private static int firings(BytesReader in) {
        long firings = in.readUnsigned();
        if ((int) firings != firings || firings < 0) {
            throw new CodecException("MR-0530 a window with " + firings + " firings");
        }
        return (int) firings;
    }

    @Override
    public Schema schema() {
        return accumulator.schema();
    }

    /** {@link Kept#due()} of stored bytes. */
    static long dueOf(byte[] bytes) {
        BytesReader in = new BytesReader(bytes);
        byte format = format(in);
        return due(format, in.readSigned(), in);
    }

    private static long due(byte format, long end, BytesReader in) {
        return format == FINAL_ONLY ? end - 1 + in.readUnsigned() : end + in.readSigned();
    }

    private static byte format(BytesReader in) {
        byte format = in.readByte();
        if (format != FINAL_ONLY && format != FORMAT) {
            throw new CodecException(
                    "MR-0530 a window of format " + format + ", known: " + FINAL_ONLY + " and " + FORMAT);
        }
        return format;
    }
}
