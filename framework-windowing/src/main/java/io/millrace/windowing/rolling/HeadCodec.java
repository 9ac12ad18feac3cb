package io.millrace.windowing.rolling;

import io.millrace.state.codec.BytesReader;
import io.millrace.state.codec.BytesWriter;
import io.millrace.state.codec.Codec;
import io.millrace.state.codec.CodecException;
import io.millrace.state.codec.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Format byte; the chunks' starts and ids as differences; per window its count + 1 (0: not known), edges, accumulator. */
record HeadCodec(Codec<Object> accumulator) implements Codec<Object> {
    private static final byte FORMAT = 1;

    @Override
    public byte[] encode(Object value) {
        Head head = (Head) value;
        Directory directory = head.directory();
        BytesWriter out = new BytesWriter().writeByte(FORMAT).writeUnsigned(directory.size());
        long start = 0;
        int id = -1;
        for (int i = 0; i < directory.size(); i++) {
            out.writeSigned(directory.starts()[i] - start).writeSigned(directory.ids()[i] - (id + 1));
            start = directory.starts()[i];
            id = directory.ids()[i];
        }
        out.writeUnsigned(head.windows().length);
        for (Window window : head.windows()) {
            write(window, start, out);
        }
        return out.toBytes();
    }

    private void write(@Nullable Window window, long start, BytesWriter out) {
        if (window == null) {
            out.writeUnsigned(0);
            return;
        }
        out.writeUnsigned(window.count() + 1L)
                .writeSigned(window.to() - start)
                .writeUnsigned(window.to() - window.from());
        if (window.accumulator() != null) {
            out.writeBytes(accumulator.encode(window.accumulator()));
        }
    }

    @Override
    public Schema schema() {
        return new Schema.Container("windows", List.of(accumulator.schema()));
    }

    @Override
    public Object decode(byte[] bytes) {
        BytesReader in = new BytesReader(bytes);
        if (in.readByte() != FORMAT) {
            throw new CodecException("MR-0521 rolling head of format " + bytes[0] + ", known: " + FORMAT);
        }
        int chunks = in.readCount();
        long[] starts = new long[chunks];
        int[] ids = new int[chunks];
        long start = 0;
        int id = -1;
        for (int i = 0; i < chunks; i++) {
            start += in.readSigned();
            id += 1 + in.readInt();
            starts[i] = start;
            ids[i] = id;
        }
        @Nullable Window[] windows = new @Nullable Window[in.readCount()];
        for (int i = 0; i < windows.length; i++) {
            windows[i] = readWindow(start, in);
        }
        in.end();
        return new Head(new Directory(starts, ids), windows);
    }

    private @Nullable Window readWindow(long start, BytesReader in) {
        long known = in.readUnsigned();
        if (known == 0) {
            return null;
        }
        int count = (int) (known - 1);
        if (count != known - 1 || count < 0) {
            throw new CodecException("MR-0521 rolling head with a window of " + (known - 1) + " elements");
        }
        long to = start + in.readSigned();
        long from = to - in.readUnsigned();
        return new Window(from, to, count, count == 0 ? null : accumulator.decode(in.readBytes()));
    }
}
